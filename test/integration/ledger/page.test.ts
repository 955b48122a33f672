import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import type {
  LabelCondition,
  NewRecording,
  PageWindow,
  Place,
  RecordingFilter,
  Recording,
} from '../../../src/ledger/contract/entities.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { LEDGER_STORES } from '../../shared/ledger-stores.ts';
import { idOf, MADE_AT, recording } from '../../shared/ledger/sample.ts';

const STATES = [RecordingState.RECORDING, RecordingState.COMPLETE, RecordingState.FAILED, RecordingState.PAUSED];
const SECOND = 1000;

/** Recordings of all kinds at intervals of ten seconds; the creation times of some are up to a minute later. */
function various(number: number): NewRecording {
  return recording(number, {
    product: number % 3 === 0 ? 'GME' : 'TIW',
    state: STATES[number % 3]!,
    account: `account-${number % 5}`,
    room: number % 7 === 0 ? null : `room-${number % 4}`,
    labels: {
      ...(number % 2 === 0 && { tenant: `t${number % 6}` }),
      ...(number % 9 === 0 && { vip: 'yes' }),
      ...(number % 10 === 0 && { note: 'äöü' }),
    },
    createdAt: MADE_AT + number * 10 * SECOND + ((number * 37) % 50) * SECOND,
    endedAt: number % 4 === 0 ? null : MADE_AT + ((number * 53) % 120) * 10 * SECOND,
  });
}

function passes(row: NewRecording, filter: RecordingFilter): boolean {
  const { products, states, room, account, labels = [], createdFrom, createdTo, endedFrom, endedTo, text } = filter;
  return (
    (products === undefined || products.includes(row.product)) &&
    (states === undefined || states.includes(row.state)) &&
    (room === undefined || row.room === room) &&
    (account === undefined || row.account === account) &&
    labels.every((label) => hasLabel(row, label)) &&
    (endedFrom === undefined || (row.endedAt !== null && row.endedAt >= endedFrom)) &&
    (endedTo === undefined || (row.endedAt !== null && row.endedAt < endedTo)) &&
    (text === undefined || textsOf(row).some((one) => one.toLowerCase().includes(text.toLowerCase()))) &&
    (createdFrom === undefined || row.createdAt >= createdFrom) &&
    (createdTo === undefined || row.createdAt < createdTo)
  );
}

function hasLabel({ labels }: NewRecording, { name, value }: LabelCondition): boolean {
  return value === undefined ? name in labels : labels[name] === value;
}

function textsOf({ room, labels }: NewRecording): string[] {
  return [room ?? '', ...Object.keys(labels), ...Object.values(labels)];
}

const time = fc.integer({ min: -5, max: 130 }).map((number) => MADE_AT + number * 10 * SECOND);
const conditions = fc.record({
  products: fc.subarray(['TIW', 'GME', 'TRTC_WEB']),
  states: fc.array(fc.constantFrom(...STATES), { maxLength: 3 }),
  room: fc.constantFrom('room-0', 'room-3', 'none'),
  account: fc.constantFrom('account-0', 'account-4'),
  labels: fc.subarray<LabelCondition>([
    { name: 'tenant' },
    { name: 'tenant', value: 't2' },
    { name: 'vip', value: 'yes' },
    { name: 'none' },
  ]),
  createdFrom: time,
  createdTo: time,
  endedFrom: time,
  endedTo: time,
  text: fc.constantFrom('ROOM-1', 'TENANT', 'yes', 'ÄÖ', 'nowhere'),
});
const NAMES = [
  'products',
  'states',
  'room',
  'account',
  'labels',
  'createdFrom',
  'createdTo',
  'endedFrom',
  'endedTo',
  'text',
] as const;
/** Creates a random filter with up to three conditions. With more conditions, hardly any recording matches. */
const anyFilter: fc.Arbitrary<RecordingFilter> = fc
  .tuple(conditions, fc.subarray([...NAMES], { maxLength: 3 }))
  .map(([all, names]) => Object.fromEntries(names.map((name) => [name, all[name]])));
const anyOrder = fc.constantFrom<PageWindow['order']>(
  'NEWEST_FIRST',
  'OLDEST_FIRST',
  'LAST_ENDED_FIRST',
  'FIRST_ENDED_FIRST',
  'LAST_CHANGED_FIRST',
  'FIRST_CHANGED_FIRST',
);
const anySize = fc.integer({ min: 1, max: 40 });

/** Returns the time by which an order sorts. No end sorts after all ends. */
function timeOf({ endedAt, createdAt }: NewRecording, order: PageWindow['order']): number {
  if (order.includes('ENDED')) return endedAt ?? Infinity;
  return order.includes('CHANGED') ? createdAt : 0;
}

function placeOf({ id, endedAt, newsAt }: Recording, order: PageWindow['order']): Place {
  if (order.includes('ENDED')) return { id, at: endedAt ?? Number.MAX_SAFE_INTEGER };
  return order.includes('CHANGED') ? { id, at: newsAt } : { id };
}

/** Returns the ids of matching recordings, in order. */
function idsIn(rows: readonly NewRecording[], filter: RecordingFilter, order: PageWindow['order']): string[] {
  const found = rows.filter((row) => passes(row, filter));
  found.sort((a, b) => {
    const [one, other] = [timeOf(a, order), timeOf(b, order)];
    return one === other ? (a.id < b.id ? -1 : 1) : one - other;
  });
  const isDescending = order === 'NEWEST_FIRST' || order.startsWith('LAST');
  return (isDescending ? found.reverse() : found).map(({ id }) => id);
}

/** Reads all ids page by page, from the front or from the back. Returns the ids in the requested order. */
async function walk(
  ledger: Ledger,
  filter: RecordingFilter,
  order: PageWindow['order'],
  size: number,
  direction: 'forward' | 'backward',
  betweenPages: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: Place | undefined;
  for (;;) {
    const isForward = direction === 'forward';
    const window: PageWindow = isForward
      ? { order, take: { first: size }, ...(cursor !== undefined && { after: cursor }) }
      : { order, take: { last: size }, ...(cursor !== undefined && { before: cursor }) };
    const page = await ledger.page(filter, window);
    const found = page.rows.map(({ id }) => id);
    if (isForward) ids.push(...found);
    else ids.unshift(...found);
    // Backwards, every page except the first has a next page.
    expect(isForward ? page.hasPrevious : page.hasNext).toBe(cursor !== undefined);
    if (!(isForward ? page.hasNext : page.hasPrevious)) return ids;
    cursor = placeOf(isForward ? page.rows.at(-1)! : page.rows[0]!, order);
    await betweenPages();
  }
}

async function filled(ledger: Ledger, count: number): Promise<NewRecording[]> {
  const rows = Array.from({ length: count }, (_, number) => various(number));
  await Promise.all(rows.map((row) => ledger.insert(row)));
  return rows;
}

describe.each(LEDGER_STORES)('pages on $name', ({ name, open }) => {
  const numRuns = name === 'SQLite' ? 150 : 60;

  it('are the whole list forward and backward, whatever the filter', async () => {
    const { ledger } = await open();
    const rows = await filled(ledger, 120);
    await fc.assert(
      fc.asyncProperty(anyFilter, anyOrder, anySize, async (filter, order, size) => {
        const expected = idsIn(rows, filter, order);
        expect(await walk(ledger, filter, order, size, 'forward')).toEqual(expected);
        expect(await walk(ledger, filter, order, size, 'backward')).toEqual(expected);
      }),
      { numRuns },
    );
  });

  it('show everything once while recordings are added', async () => {
    const { ledger } = await open();
    const rows = await filled(ledger, 60);
    await fc.assert(
      fc.asyncProperty(anyFilter, anyOrder, anySize, async (filter, order, size) => {
        const before = rows.filter((row) => passes(row, filter)).map(({ id }) => id);
        let left = 5; // each recording may add a page
        const seen = await walk(ledger, filter, order, size, 'forward', async () => {
          if ((left -= 1) < 0) return;
          const added = various(rows.length);
          rows.push(added);
          await ledger.insert(added);
        });
        expect(new Set(seen).size).toBe(seen.length);
        expect([...seen].sort().filter((id) => before.includes(id))).toEqual(before);
      }),
      { numRuns: numRuns / 3 },
    );
  });

  it('lie between two cursors where both are given', async () => {
    const { ledger } = await open();
    await filled(ledger, 10);
    const between = { order: 'NEWEST_FIRST', after: { id: idOf(8) }, before: { id: idOf(2) } } as const;
    const front = await ledger.page({}, { ...between, take: { first: 3 } });
    expect(front.rows.map(({ id }) => id)).toEqual([7, 6, 5].map(idOf));
    expect(front).toMatchObject({ hasNext: true, hasPrevious: true });
    const back = await ledger.page({}, { ...between, take: { last: 9 } });
    expect(back.rows.map(({ id }) => id)).toEqual([7, 6, 5, 4, 3].map(idOf));
    expect(back).toMatchObject({ hasNext: true, hasPrevious: true });
  });

  it('before the first and after the last are empty', async () => {
    const { ledger } = await open();
    await filled(ledger, 3);
    const order = 'NEWEST_FIRST';
    const after = await ledger.page({}, { order, after: { id: idOf(0) }, take: { first: 5 } });
    expect(after).toEqual({ rows: [], hasNext: false, hasPrevious: true });
    const before = await ledger.page({}, { order, before: { id: idOf(2) }, take: { last: 5 } });
    expect(before).toEqual({ rows: [], hasNext: true, hasPrevious: false });
  });
});
