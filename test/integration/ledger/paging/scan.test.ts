import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../../../src/ledger/open-ledger.ts';
import { ORDERS } from '../../../../src/ledger/contract/orders.ts';
import type { Ledger } from '../../../../src/ledger/contract/ledger.ts';
import type { Page, PageWindow, RecordingFilter, RecordingOrder } from '../../../../src/ledger/contract/entities.ts';
import { RecordingState } from '../../../../src/domain/recording.ts';
import { LEDGER_STORES } from '../../../shared/ledger-stores.ts';
import { idOf, MADE_AT, recording } from '../../../shared/ledger/sample.ts';
import { countRows } from './read-rows.ts';

const MANY = 12_000;

let ledger: Ledger;

/** Inserts many recordings; every 3,000th has the label. */
beforeAll(async () => {
  ledger = await openLedger({ url: 'sqlite::memory:', now: () => MADE_AT });
  for (let from = 0; from < MANY; from += 500) {
    await Promise.all(
      Array.from({ length: 500 }, (_, place) => {
        const number = from + place;
        return ledger.insert(
          recording(number, {
            createdAt: MADE_AT + number,
            endedAt: number % 2 === 0 ? MADE_AT + number : null,
            labels: number % 3000 === 100 ? { rare: 'Nadel' } : {},
          }),
        );
      }),
    );
  }
}, 60_000);

afterAll(() => ledger.close());

describe('a page that no index serves', () => {
  it('looks at 10,000 recordings at most, and goes on from there', async () => {
    for (const order of Object.keys(ORDERS) as RecordingOrder[]) {
      const rows = countRows();
      const filter: RecordingFilter = { text: 'nadel' };
      const found: string[] = [];
      let window: PageWindow = { order, take: { first: 20 } };
      const pages: Page[] = [];
      for (;;) {
        const page = await ledger.page(filter, window);
        pages.push(page);
        found.push(...page.rows.map(({ id }) => id));
        if (!page.hasNext) break;
        window = { order, take: { first: 20 }, after: page.reached! };
      }
      expect(pages).toHaveLength(2);
      expect(pages[0]!.reached).toBeDefined();
      expect(found.sort()).toEqual([100, 3100, 6100, 9100].map(idOf));
      // Reads each recording once for the page and each id once for the walk, and checks beyond the cursor.
      expect(rows()).toBeLessThan(MANY + 2000);
    }
  });

  it('is found at once by the few that another condition leaves, in any order', async () => {
    for (const order of Object.keys(ORDERS) as RecordingOrder[]) {
      const rows = countRows();
      const { rows: found, hasNext } = await ledger.page(
        { labels: [{ name: 'rare' }], text: 'NADEL' },
        { order, take: { first: 20 } },
      );
      expect(found).toHaveLength(4);
      expect(hasNext).toBe(false);
      expect(rows()).toBeLessThan(20);
    }
  });

  it('shares what may be looked at with the other lists and counts of its request', async () => {
    const looks = { left: 15_000 };
    const rows = countRows();
    const pages = await Promise.all(
      (Object.keys(ORDERS) as RecordingOrder[]).flatMap((order) =>
        Array.from({ length: 5 }, () =>
          ledger.page({ text: 'nothing', products: ['TIW'] }, { order, take: { first: 20 } }, looks),
        ),
      ),
    );
    const count = await ledger.countOf({ text: 'nothing' }, looks);
    const [group] = await ledger.countsBy('ACCOUNT', { text: 'needle' }, [], looks);
    expect(rows()).toBeLessThan(20_000);
    expect(pages.every(({ hasNext, reached }) => hasNext && reached !== undefined)).toBe(true); // each page made progress
    expect(count).toEqual({ count: 0, isExact: false });
    expect(group).toBeUndefined();
  });

  it('shares it with counts along an index, which take less of it', async () => {
    const looks = { left: 150 };
    const counts = [await ledger.countOf({}, looks), await ledger.countOf({}, looks), await ledger.countOf({}, looks)];
    expect(counts).toEqual([10_000, 5000, 100].map((count) => ({ count, isExact: false })));
    const few = { left: 150 };
    expect(await ledger.countOf({ labels: [{ name: 'rare' }] }, few)).toEqual({ count: 4, isExact: true });
    expect(few).toEqual({ left: 149 });
  });

  it('is counted no further than 10,000, and says so', async () => {
    expect(await ledger.countOf({})).toEqual({ count: 10_000, isExact: false });
    expect(await ledger.countOf({ labels: [{ name: 'rare' }] })).toEqual({ count: 4, isExact: true });
    const byText = await ledger.countOf({ text: 'nadel' });
    expect(byText).toEqual({ count: 3, isExact: false });
    const rows = countRows();
    expect(await ledger.countsBy('STATE', {}, ['TIW'])).toEqual([{ key: 'STARTING', count: 10_000, isExact: false }]);
    expect(await ledger.countsBy({ label: 'rare' }, {}, ['TIW'])).toEqual([
      { key: null, count: 9997, isExact: false },
      { key: 'Nadel', count: 3, isExact: false },
    ]);
    expect(rows()).toBeLessThan(10_100);
  });
});

it('lets other work have its turn between any two searches, however many there are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tapedeck-scan-'));
  const onDisk = await openLedger({ url: `sqlite:${join(folder, 'ledger.sqlite')}`, now: () => MADE_AT });
  onTestFinished(async () => {
    await onDisk.close();
    rmSync(folder, { recursive: true });
  });
  await Promise.all(Array.from({ length: 500 }, (_, number) => onDisk.insert(recording(number))));
  const rows = countRows();
  let before = 0;
  let most = 0;
  let isOver = false;
  const turn = (): void => {
    most = Math.max(most, rows() - before);
    before = rows();
    if (!isOver) setImmediate(turn);
  };
  turn();
  const order = 'LAST_CHANGED_FIRST';
  const filters: RecordingFilter[] = [{ text: 'nothing' }, { text: 'nothing', products: ['TIW'] }];
  await Promise.all(
    Array.from({ length: 40 }, (_, place) => onDisk.page(filters[place % 2]!, { order, take: { first: 1 } })),
  );
  isOver = true;
  turn();
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(1000);
});

describe.each(LEDGER_STORES)('counts on $name', ({ open }) => {
  it('are exact for few, by each key and with a filter', async () => {
    const { ledger } = await open();
    for (let number = 0; number < 12; number++) {
      await ledger.insert(
        recording(number, {
          product: number % 3 === 0 ? 'GME' : 'TIW',
          account: number % 4 === 0 ? 'a' : 'b',
          state: number % 2 === 0 ? RecordingState.RECORDING : RecordingState.COMPLETE,
          labels: number < 3 ? { tenant: 'x' } : {},
        }),
      );
    }
    const counts = async (...args: Parameters<Ledger['countsBy']>) =>
      (await ledger.countsBy(...args)).map(({ key, count, isExact }) => [key, count, isExact]);
    const products = ['TIW', 'GME', 'TRTC_WEB'];
    expect(await counts('PRODUCT', {}, products)).toEqual([
      ['TIW', 8, true],
      ['GME', 4, true],
    ]);
    expect(await counts('STATE', { products: ['TIW'] }, products)).toEqual([
      ['COMPLETE', 4, true],
      ['RECORDING', 4, true],
    ]);
    expect(await counts('ACCOUNT', {}, products)).toEqual([
      ['b', 9, true],
      ['a', 3, true],
    ]);
    expect(await counts({ label: 'tenant' }, {}, products)).toEqual([
      [null, 9, true],
      ['x', 3, true],
    ]);
    expect(await counts('PRODUCT', { text: 'X' }, products)).toEqual([
      ['TIW', 2, true],
      ['GME', 1, true],
    ]);
    expect(await counts('STATE', { states: [] }, products)).toEqual([]);
    expect(await ledger.countOf({ products: ['TIW'], states: [RecordingState.COMPLETE] })).toEqual({
      count: 4,
      isExact: true,
    });
  });
});
