import { expect, it } from 'vitest';
import type { EmulatedFile } from '../../src/emulation/control/emulated-task.ts';
import type { EmulatedTask } from '../../src/emulation/control/emulated-task.ts';
import type { RecordingFile, Recording } from '../../src/ledger/contract/entities.ts';
import { RecordingState } from '../../src/domain/recording.ts';
import { UNRELIABLE, MANY, startRun, numbers, type RecordingRun } from '../integration/callbacks/recording-runs.ts';

// Recordings that fail at random in every way that the vendors report. The ledger's files are compared with the
// emulators' files.

const RECORDINGS = 40;
const LIKELY = 0.12;

const STATES: Readonly<Record<EmulatedFile['state'], RecordingFile['state']>> = {
  STORED: 'READY',
  FAILED: 'FAILED',
  HELD: 'HELD_BY_VENDOR',
  PENDING: 'PROCESSING',
};

/** Runs recordings that fail at random, until no work is left. */
async function failing(all: RecordingRun): Promise<void> {
  for (const { failures } of [all.harness.tencent, all.harness.rongcloud]) {
    const scripts = failures.kinds.map((kind, index) => ({ kind, times: MANY, probability: LIKELY, seed: index + 7 }));
    failures.add(scripts);
  }
  await all.run(numbers(RECORDINGS));
  await all.finish();
}

/** Recordings that are COMPLETE although a file is missing, not READY, or not stored. */
async function liesOf(all: RecordingRun): Promise<string[]> {
  return (await all.compared()).flatMap(({ task, row, files }) => {
    if (row.state !== RecordingState.COMPLETE) return [];
    const isTrue =
      task.files.length > 0 &&
      task.files.every(({ name, state }) => state === 'STORED' && stateOf(files, name) === 'READY');
    return isTrue ? [] : [`${row.product} ${row.taskId}: ${JSON.stringify(task.files)}`];
  });
}

/** Returns files of the emulators that the ledger does not have in the same state. */
async function unknownOf(all: RecordingRun): Promise<string[]> {
  return (await all.compared()).flatMap(({ task, row, files }) =>
    task.files.flatMap(({ name, state }) => {
      const known = stateOf(files, name);
      return known === STATES[state] ? [] : [`${row.product} ${row.state} ${name}: ${state} is ${known}`];
    }),
  );
}

function stateOf(files: readonly RecordingFile[], name: string): RecordingFile['state'] | undefined {
  return files.find((file) => file.name === name)?.state;
}

it('with failures at random, every file of the vendors is known in its state', { timeout: 600_000 }, async () => {
  const all = await startRun(UNRELIABLE, true);
  await failing(all);
  await all.expectEqualTasks();
  expect(await unknownOf(all)).toEqual([]);
  expect(await liesOf(all)).toEqual([]);
  const compared = await all.compared();
  const bad = compared.filter(({ task }) => task.files.some(({ state }) => state !== 'STORED'));
  const complete = compared.filter(({ row }) => row.state === RecordingState.COMPLETE);
  expect(bad.length).toBeGreaterThan(10);
  expect(complete.length).toBeGreaterThan(50);
  for (const { row } of bad) expect([row.product, row.state]).toEqual([row.product, 'INCOMPLETE']);
  console.log(`${compared.length} recordings, ${bad.length} with a failed file, ${complete.length} COMPLETE`);
});

it('with failures and every callback lost, no recording is COMPLETE that is not', { timeout: 600_000 }, async () => {
  const all = await startRun([{ kind: 'lost', times: MANY }], true);
  await failing(all);
  await all.expectEqualTasks();
  expect(await liesOf(all)).toEqual([]);
});

/** Starts of each product that are carried out without an answer: fewer than the circuit breaker tolerates. */
const LOST = 4;

/** The start action of each vendor. */
const STARTS = [
  ['TIW', 'StartOnlineRecord'],
  ['GME', 'StartRecord'],
  ['TRTC_ROOM', 'CreateCloudRecording'],
  ['TRTC_WEB', 'StartWebRecord'],
  ['RONGCLOUD', 'startRecord'],
] as const;

it(
  'with answers and callbacks lost, every file is known, or its recording is not COMPLETE',
  { timeout: 600_000 },
  async () => {
    const all = await startRun([{ kind: 'lost', times: MANY }], true, true);
    for (const [product, action] of STARTS) all.harness.fault(product, action, 'reset-after', undefined, LOST);
    await failing(all);
    const { ledger } = all.harness;
    const rows = await all.rows();
    const files = Map.groupBy(await ledger.filesOf(rows.map(({ id }) => id)), ({ recordingId }) => recordingId);
    const store = await all.tasks();
    const lies = rows
      .filter(({ state }) => state === RecordingState.COMPLETE)
      .flatMap((row) => {
        const stored = tasksOf(row, store).flatMap((task) => task.files);
        const isKnown = ({ name, state }: EmulatedFile): boolean =>
          state === 'STORED' && stateOf(files.get(row.id) ?? [], name) === 'READY';
        return stored.length > 0 && stored.every(isKnown)
          ? []
          : [`${row.product} ${row.id}: ${JSON.stringify(stored)}`];
      });
    expect(lies).toEqual([]);
    expect(lies).toEqual([]);
    expect(rows.filter(isSaidToBeNothing).filter((row) => tasksOf(row, store).some(hasFile))).toEqual([]);
    const complete = rows.filter(({ state }) => state === RecordingState.COMPLETE);
    expect(complete.length).toBeGreaterThan(20);
    console.log(`${rows.length} recordings over ${store.length} tasks, ${complete.length} COMPLETE`);
  },
);

function isSaidToBeNothing({ state }: Recording): boolean {
  return state === RecordingState.FAILED || state === RecordingState.NOTHING_RECORDED;
}

function hasFile({ files }: EmulatedTask): boolean {
  return files.some(({ state }) => state === 'STORED');
}

/** Returns all tasks of a recording: several after a repeated start. */
function tasksOf(row: Recording, store: readonly EmulatedTask[]): EmulatedTask[] {
  return store.filter(
    ({ taskId, key, room }) =>
      taskId === row.taskId ||
      (key !== null && key === row.vendorKey) ||
      (row.product === 'GME' && room !== null && String(room) === row.room),
  );
}
