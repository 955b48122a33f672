import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RecordingState } from '../../../../src/domain/recording.ts';
import { STORES } from '../../../shared/both-stores.ts';
import { SQLITE } from '../../../shared/stores.ts';
import { idOf, MADE_AT, recording } from '../../../shared/ledger/sample.ts';

const COUNT = 60;
const LATER = MADE_AT + 5000;
/** As long as the encrypted parameters of a start with a bucket. */
const sealed = (number: number): string => `sealed-start-${number}-`.repeat(80);

/** Resolves when the store has truncated its log, in the turn of the event loop after a commit. */
async function scrubbed(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

it('SQLite has nothing of erased starts in its file or its log, however many there were', async () => {
  const { ledger, url } = await SQLITE.open();
  const bytes = (): string => {
    const file = url.slice('sqlite:'.length);
    return [file, `${file}-wal`].map((path) => (existsSync(path) ? readFileSync(path, 'latin1') : '')).join('');
  };
  for (let number = 1; number <= COUNT; number++) {
    await ledger.insert(recording(number, { params: null, sealedParams: sealed(number) }));
  }
  expect(bytes()).toContain('sealed-start-7-');
  for (let number = 1; number <= COUNT; number++) {
    const set = { sealedParams: null, answer: { taskId: `task-${number}` }, state: RecordingState.RECORDING };
    await ledger.update(idOf(number), () => ({ at: LATER, set }));
  }
  await scrubbed();
  expect(bytes()).toContain(idOf(COUNT));
  expect(bytes()).not.toContain('sealed-start');
});

it.each(STORES)('$name erases the sealed starts of recordings made before a time, and no others', async ({ open }) => {
  const { ledger, reopen } = await open();
  await ledger.insert(recording(1, { sealedParams: sealed(1) }));
  await ledger.insert(recording(2, { sealedParams: sealed(2), createdAt: LATER }));
  await ledger.insert(recording(3));
  expect(await ledger.eraseSealed(MADE_AT)).toBe(0);
  expect(await ledger.eraseSealed(LATER)).toBe(1);
  const again = await reopen();
  const rows = await again.findMany([1, 2, 3].map(idOf));
  const kept = new Map(rows.map((row) => [row.id, row.sealedParams]));
  expect([1, 2, 3].map((number) => kept.get(idOf(number)))).toEqual([null, sealed(2), null]);
});
