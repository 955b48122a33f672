import { afterEach, expect, it } from 'vitest';
import { cursorOf } from '../../../src/events/cursor.ts';
import { ChangeFeed, type RecordingEvent } from '../../../src/events/change-feed.ts';
import { FlatMapIterator } from '../../../src/concurrency/pull-iterator.ts';
import { ChangeReader } from '../../../src/events/change-reader.ts';
import { Lineage } from '../../../src/ledger/contract/lineage.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import type { RecordingChange, Recording } from '../../../src/ledger/contract/entities.ts';
import { Evidence, RecordingState } from '../../../src/domain/recording.ts';
import { recording, UNLINKED } from '../../shared/ledger/sample.ts';

const EPOCH = { id: 'e', parent: null, fromSeq: 0, begunAt: 0, gapSince: null, reason: 'BEGINNING' } as const;

const opened: ChangeFeed[] = [];

afterEach(async () => {
  for (const feed of opened.splice(0)) await feed.stop();
});

/** A ledger of changes alone, which counts what is read of it. */
class Changes implements Pick<Ledger, 'changesAfter' | 'lastSeq' | 'findMany' | 'onChanges' | 'onEpoch'> {
  readonly #changes: RecordingChange[] = [];
  readonly #listeners = new Set<() => void>();
  reads = 0;
  isDown = false;
  isSilent = false;

  #onEpoch: ((lineage: Lineage, common: number) => void) | undefined;

  commit(count = 1, recordingId = 'rec_1', epoch = 'e'): void {
    for (let made = 0; made < count; made += 1) {
      const seq = this.#changes.length + 1;
      const to = RecordingState.RECORDING;
      const more = {
        kind: 'STATE',
        file: null,
        fileTask: '',
        at: seq,
        from: null,
        to,
        cause: null,
        evidence: Evidence.POLL,
      } as const;
      this.#changes.push({ seq, epoch, recordingId, number: seq, ...more });
    }
    if (!this.isSilent) for (const listener of this.#listeners) listener();
  }

  changesAfter(seq: number, limit: number): Promise<RecordingChange[]> {
    this.reads += 1;
    if (this.isDown) return Promise.reject(new Error('down'));
    return Promise.resolve(this.#changes.slice(seq, seq + limit));
  }

  lastSeq(): Promise<number> {
    return Promise.resolve(this.#changes.length);
  }

  findMany(ids: readonly string[]): Promise<Recording[]> {
    const rest = { ...UNLINKED, results: null, tries: 0, lastChange: 1, updatedAt: 1, newsAt: 1 };
    return Promise.resolve(ids.map((id) => ({ ...recording(1), ...rest, id })));
  }

  onEpoch(listener: (lineage: Lineage, common: number) => void): () => void {
    this.#onEpoch = listener;
    return () => undefined;
  }

  /** What a restore does: the changes behind `common` are others from then on. */
  restore(common: number, to: readonly string[]): void {
    this.#changes.splice(common);
    const lineage = new Lineage([EPOCH, { ...EPOCH, id: 'later', parent: 'e', fromSeq: common }], 'later');
    for (const recordingId of to) this.commit(1, recordingId, 'later');
    this.#onEpoch?.(lineage, common);
  }

  onChanges(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

async function started(ledger: Changes, more: { kept?: number; lookMs?: number } = {}): Promise<ChangeFeed> {
  const feed = new ChangeFeed({ ledger, log: { warn: () => undefined }, ...more });
  opened.push(feed);
  await feed.start();
  return feed;
}

function oneByOne(reader: ChangeReader): AsyncIterator<RecordingEvent> {
  return new FlatMapIterator(reader, (events) => events);
}

async function take(reader: AsyncIterator<{ change: RecordingChange }>, count: number): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < count)
    seen.push(((await reader.next()) as { value: { change: RecordingChange } }).value.change.seq);
  return seen;
}

function upTo(last: number, from = 1): number[] {
  return Array.from({ length: last - from + 1 }, (_, index) => from + index);
}

it('gives what is committed from now on, in order', async () => {
  const ledger = new Changes();
  ledger.commit(5);
  const reader = oneByOne(new ChangeReader(await started(ledger), {}, await ledger.lastSeq()));
  const reading = take(reader, 3);
  ledger.commit();
  ledger.commit(2);
  expect(await reading).toEqual([6, 7, 8]);
});

it('gives missed changes, without a gap or a repeat, to a reader that names its position', async () => {
  const ledger = new Changes();
  ledger.commit(1200);
  const feed = await started(ledger, { kept: 50 });
  const reader = oneByOne(new ChangeReader(feed, {}, 100));
  ledger.commit(200);
  expect(await take(reader, 1300)).toEqual(upTo(1400, 101));
});

it('reads a change once for all who read along', async () => {
  const ledger = new Changes();
  const feed = await started(ledger);
  const readers = Array.from({ length: 1000 }, () => oneByOne(new ChangeReader(feed, {}, 0)));
  const reading = readers.map((reader) => take(reader, 1));
  const before = ledger.reads;
  ledger.commit();
  expect(new Set((await Promise.all(reading)).flat())).toEqual(new Set([1]));
  expect(ledger.reads - before).toBeLessThanOrEqual(2);
});

it('reads what was missed about once for all who come back together, wherever each of them was', async () => {
  const ledger = new Changes();
  ledger.commit(10_000);
  const feed = await started(ledger);
  const places = Array.from({ length: 200 }, (_, index) => index * 20);
  const seen = await Promise.all(
    places.map((place) => take(oneByOne(new ChangeReader(feed, {}, place)), 10_000 - place)),
  );
  expect(seen.map((one) => [one[0], one.at(-1)])).toEqual(places.map((place) => [place + 1, 10_000]));
  expect(ledger.reads).toBeLessThan(2 * 20);
});

it('does so too if the changes were committed while no reader followed', async () => {
  const ledger = new Changes();
  const feed = await started(ledger);
  ledger.commit(10_000);
  const filter = { recordingIds: ['rec_2'] };
  const reading = Array.from({ length: 200 }, (_, place) => take(oneByOne(new ChangeReader(feed, filter, place)), 1));
  ledger.commit(1, 'rec_2');
  expect(new Set((await Promise.all(reading)).flat())).toEqual(new Set([10_001]));
  expect(ledger.reads).toBeLessThan(2 * 21);
});

it('reads nothing while no reader follows, and skips what is too much afterwards', async () => {
  const ledger = new Changes();
  const feed = await started(ledger, { kept: 50 });
  for (let commits = 0; commits < 100; commits += 1) ledger.commit(3);
  expect(ledger.reads).toBe(0);
  const [early, late] = [oneByOne(new ChangeReader(feed, {}, 10)), oneByOne(new ChangeReader(feed, {}, 290))];
  expect(await Promise.all([take(early, 290), take(late, 10)])).toEqual([upTo(300, 11), upTo(300, 291)]);
  const reading = Promise.all([take(early, 2), take(late, 2)]);
  ledger.commit(2);
  expect(await reading).toEqual([
    [301, 302],
    [301, 302],
  ]);
});

it('looks by itself if no notification came', async () => {
  const ledger = new Changes();
  ledger.isSilent = true;
  const reader = oneByOne(new ChangeReader(await started(ledger, { lookMs: 5 }), {}, 0));
  ledger.commit(3);
  expect(await take(reader, 3)).toEqual([1, 2, 3]);
});

it('goes on when the ledger can be read again', async () => {
  const ledger = new Changes();
  const reader = oneByOne(new ChangeReader(await started(ledger, { lookMs: 5 }), {}, 0));
  const reading = take(reader, 2);
  ledger.isDown = true;
  ledger.commit(2);
  await expect.poll(() => ledger.reads).toBeGreaterThan(3);
  ledger.isDown = false;
  expect(await reading).toEqual([1, 2]);
});

it('gives only what is wanted', async () => {
  const ledger = new Changes();
  const reader = oneByOne(new ChangeReader(await started(ledger), { recordingIds: ['rec_2'] }, 0));
  const reading = take(reader, 2);
  ledger.commit(3);
  ledger.commit(1, 'rec_2');
  ledger.commit(700);
  ledger.commit(1, 'rec_2');
  expect(await reading).toEqual([4, 705]);
});

it('ends who waits when he gives up, and everybody when it stops', async () => {
  const feed = await started(new Changes());
  const [one, other] = [new ChangeReader(feed, {}, 0), new ChangeReader(feed, {}, 0)];
  const [first, second] = [one.next(), other.next()];
  await one.return();
  expect(await first).toEqual({ done: true, value: undefined });
  await feed.stop();
  expect(await second).toEqual({ done: true, value: undefined });
  expect(await other.next()).toEqual({ done: true, value: undefined });
});

it('forgets what it read when the ledger is restored, and ends readers who saw what is lost', async () => {
  const ledger = new Changes();
  const feed = await started(ledger);
  const ahead = new ChangeReader(feed, {}, 0);
  ledger.commit(10);
  expect((await ahead.next()).value).toHaveLength(10);
  const late = new ChangeReader(feed, {}, 4);
  ledger.restore(4, ['rec_2', 'rec_3']);
  await expect(ahead.next()).rejects.toMatchObject({ cursor: cursorOf({ epoch: 'e', seq: 4 }) });
  expect((await ahead.next()).done).toBe(true);
  const { value } = (await late.next()) as { value: readonly RecordingEvent[] };
  expect(value.map(({ change }) => [change.epoch, change.seq, change.recordingId])).toEqual([
    ['later', 5, 'rec_2'],
    ['later', 6, 'rec_3'],
  ]);
});
