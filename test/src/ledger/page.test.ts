import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import type { NewRecording, PageWindow, RecordingFilter } from '../../../src/ledger/rows.ts';
import { RecordingState } from '../../../src/recordings/recording.ts';
import { LEDGER_STORES } from '../../ledger-stores.ts';
import { idOf, MADE_AT, recording } from './sample.ts';

const STATES = [RecordingState.RECORDING, RecordingState.COMPLETE, RecordingState.FAILED, RecordingState.PAUSED];
const SECOND = 1000;

/** Of every kind some; one every ten seconds, and some up to a minute later than their neighbours. */
function various(number: number): NewRecording {
  return recording(number, {
    product: number % 3 === 0 ? 'GME' : 'TIW',
    state: STATES[number % 3]!,
    account: `account-${number % 5}`,
    room: number % 7 === 0 ? null : `room-${number % 4}`,
    labels: { ...(number % 2 === 0 && { tenant: `t${number % 6}` }), ...(number % 9 === 0 && { vip: 'yes' }) },
    createdAt: MADE_AT + number * 10 * SECOND + ((number * 37) % 50) * SECOND,
  });
}

function passes(row: NewRecording, filter: RecordingFilter): boolean {
  const { product, states, room, account, label, createdFrom, createdTo } = filter;
  return (
    (product === undefined || row.product === product) &&
    (states === undefined || states.includes(row.state)) &&
    (room === undefined || row.room === room) &&
    (account === undefined || row.account === account) &&
    (label === undefined || hasLabel(row, label)) &&
    (createdFrom === undefined || row.createdAt >= createdFrom) &&
    (createdTo === undefined || row.createdAt < createdTo)
  );
}

function hasLabel({ labels }: NewRecording, { name, value }: NonNullable<RecordingFilter['label']>): boolean {
  return value === undefined ? name in labels : labels[name] === value;
}

const time = fc.integer({ min: -5, max: 130 }).map((number) => MADE_AT + number * 10 * SECOND);
const conditions = fc.record({
  product: fc.constantFrom('TIW', 'GME', 'TRTC_WEB'),
  states: fc.array(fc.constantFrom(...STATES), { maxLength: 3 }),
  room: fc.constantFrom('room-0', 'room-3', 'none'),
  account: fc.constantFrom('account-0', 'account-4'),
  label: fc.constantFrom<NonNullable<RecordingFilter['label']>>(
    { name: 'tenant' },
    { name: 'tenant', value: 't2' },
    { name: 'vip', value: 'yes' },
    { name: 'none' },
  ),
  createdFrom: time,
  createdTo: time,
});
const NAMES = ['product', 'states', 'room', 'account', 'label', 'createdFrom', 'createdTo'] as const;
/** Up to three conditions: more are hardly ever met by any recording. */
const anyFilter: fc.Arbitrary<RecordingFilter> = fc
  .tuple(conditions, fc.subarray([...NAMES], { maxLength: 3 }))
  .map(([all, names]) => Object.fromEntries(names.map((name) => [name, all[name]])));
const anyOrder = fc.constantFrom<PageWindow['order']>('NEWEST_FIRST', 'OLDEST_FIRST');
const anySize = fc.integer({ min: 1, max: 40 });

/** All ids, a page at a time, from the front or from the back; in the order asked for. */
async function walk(
  ledger: Ledger,
  filter: RecordingFilter,
  order: PageWindow['order'],
  size: number,
  direction: 'forward' | 'backward',
  betweenPages: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const isForward = direction === 'forward';
    const window: PageWindow = isForward
      ? { order, take: { first: size }, ...(cursor !== undefined && { after: cursor }) }
      : { order, take: { last: size }, ...(cursor !== undefined && { before: cursor }) };
    const page = await ledger.page(filter, window);
    const found = page.rows.map(({ id }) => id);
    if (isForward) ids.push(...found);
    else ids.unshift(...found);
    // On the way back there is something behind, save at the very start.
    expect(isForward ? page.hasPrevious : page.hasNext).toBe(cursor !== undefined);
    if (!(isForward ? page.hasNext : page.hasPrevious)) return ids;
    cursor = isForward ? found.at(-1)! : found[0]!;
    await betweenPages();
  }
}

async function filled(ledger: Ledger, count: number): Promise<NewRecording[]> {
  const rows = Array.from({ length: count }, (_, number) => various(number));
  await Promise.all(rows.map((row) => ledger.begin(row)));
  return rows;
}

describe.each(LEDGER_STORES)('pages on $name', ({ name, open }) => {
  const numRuns = name === 'SQLite' ? 150 : 60;

  it('are the whole list forward and backward, whatever the filter', async () => {
    const { ledger } = await open();
    const rows = await filled(ledger, 120);
    await fc.assert(
      fc.asyncProperty(anyFilter, anyOrder, anySize, async (filter, order, size) => {
        const expected = rows.filter((row) => passes(row, filter)).map(({ id }) => id);
        if (order === 'NEWEST_FIRST') expected.reverse();
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
        let left = 5; // each can be one more page
        const seen = await walk(ledger, filter, order, size, 'forward', async () => {
          if ((left -= 1) < 0) return;
          const added = various(rows.length);
          rows.push(added);
          await ledger.begin(added);
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
    const between = { order: 'NEWEST_FIRST', after: idOf(8), before: idOf(2) } as const;
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
    const after = await ledger.page({}, { order, after: idOf(0), take: { first: 5 } });
    expect(after).toEqual({ rows: [], hasNext: false, hasPrevious: true });
    const before = await ledger.page({}, { order, before: idOf(2), take: { last: 5 } });
    expect(before).toEqual({ rows: [], hasNext: true, hasPrevious: false });
  });
});
