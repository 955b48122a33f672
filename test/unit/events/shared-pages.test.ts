import { expect, it } from 'vitest';
import { SharedPages } from '../../../src/events/shared-pages.ts';

const PAGE = 10;

/** Numbers from 1 on, and the places from which pages of them were read. */
class Numbers {
  readonly reads: number[] = [];
  isDown = false;

  constructor(private last: number) {}

  readonly page = (after: number): Promise<readonly number[]> => {
    this.reads.push(after);
    if (this.isDown) return Promise.reject(new Error('down'));
    return Promise.resolve(upTo(Math.min(after + PAGE, this.last), after + 1));
  };

  add(count: number): void {
    this.last += count;
  }
}

function upTo(last: number, from = 1): number[] {
  return Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => from + index);
}

/** Reads on from a place until it has the last number. */
async function readOn(past: SharedPages<number>, from: number, last: number): Promise<number[]> {
  const seen: number[] = [];
  while ((seen.at(-1) ?? from) < last) seen.push(...(await past.after(seen.at(-1) ?? from)));
  return seen;
}

it('gives what follows a number up to the end of its page, and nothing where there is no more', async () => {
  const past = new SharedPages(new Numbers(25).page, PAGE);
  expect(await past.after(0)).toEqual(upTo(10));
  expect(await past.after(13)).toEqual(upTo(20, 14));
  expect(await past.after(22)).toEqual(upTo(25, 23));
  expect(await past.after(25)).toEqual([]);
});

it('reads every page about once for many who come from different places', async () => {
  const numbers = new Numbers(1000);
  const past = new SharedPages(numbers.page, PAGE);
  const starts = Array.from({ length: 500 }, (_, index) => index * 2);
  const all = await Promise.all(starts.map((start) => readOn(past, start, 1000)));
  expect(all).toEqual(starts.map((start) => upTo(1000, start + 1)));
  expect(numbers.reads.length).toBeLessThan(150);
});

it('reads for the reader furthest back first; readers ahead wait for that reader and continue together', async () => {
  const numbers = new Numbers(100);
  const past = new SharedPages(numbers.page, PAGE);
  await Promise.all([readOn(past, 50, 100), readOn(past, 0, 100)]);
  expect(numbers.reads).toEqual([50, 0, 10, 20, 30, 40, 60, 70, 80, 90]); // the first of all was asked for alone
});

it('delays no reader for ever, however many readers arrive from far back', async () => {
  const numbers = new Numbers(10_000);
  const past = new SharedPages(numbers.page, PAGE);
  let isThere = false;
  const ahead = readOn(past, 9900, 10_000).then(() => (isThere = true));
  for (let page = 0; !isThere; page = (page + 1) % 900) await past.after(page * PAGE); // a page that is not kept any more
  await ahead;
  expect(numbers.reads.length).toBeLessThan(200);
});

it('keeps full pages for those who come a little later, and reads the last one again: it can grow', async () => {
  const numbers = new Numbers(15);
  const past = new SharedPages(numbers.page, PAGE);
  await readOn(past, 0, 15);
  numbers.add(3);
  expect(await readOn(past, 0, 18)).toEqual(upTo(18));
  expect(numbers.reads).toEqual([0, 10, 10]);
});

it('keeps no more than some pages', async () => {
  const numbers = new Numbers(1000);
  const past = new SharedPages(numbers.page, PAGE);
  await readOn(past, 0, 1000);
  await past.after(0);
  expect(numbers.reads.at(-1)).toBe(0);
});

it('fails for all who wait for a page that cannot be read, and reads it again for the next', async () => {
  const numbers = new Numbers(10);
  const past = new SharedPages(numbers.page, PAGE);
  numbers.isDown = true;
  const failed = await Promise.allSettled([past.after(0), past.after(5)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  numbers.isDown = false;
  expect(await past.after(5)).toEqual(upTo(10, 6));
});

it('reads nothing more once stopped: waiting readers get nothing', async () => {
  const numbers = new Numbers(100);
  const past = new SharedPages(numbers.page, PAGE);
  const waiting = Promise.all([past.after(0), past.after(50)]);
  await past.stop();
  expect(await waiting).toEqual([upTo(10), []]);
  expect(await past.after(50)).toEqual([]);
  expect(numbers.reads).toEqual([0]);
});
