import { describe, expect, it } from 'vitest';
import type { Recording } from '../../../../src/ledger/contract/entities.ts';
import { RecordingCause, RecordingState } from '../../../../src/domain/recording.ts';
import { MINUTE, RecordingHarness } from '../harness.ts';

type Standing = Partial<Pick<Recording, 'state' | 'wanted' | 'accepted' | 'endedAt' | 'taskId' | 'cause'>>;

const { REQUESTED, STARTING, RECORDING, STOPPING, PROCESSING } = RecordingState;
const { COMPLETE, FAILED, INCOMPLETE, NOTHING_RECORDED, UNKNOWN, ABANDONED } = RecordingState;
const UNCONFIRMED = { accepted: false, taskId: null };
const ENDED = { endedAt: Date.UTC(2026, 0, 15, 12), wanted: 'STOPPED' } as const;

/** Where a recording can stand. What the ledger says is put down over a task that runs. */
const STANDINGS: readonly (readonly [string, Standing])[] = [
  ['REQUESTED', { state: REQUESTED, ...UNCONFIRMED }],
  ['STARTING, not confirmed', { state: STARTING, ...UNCONFIRMED }],
  ['STARTING, not confirmed, and to stop', { state: STARTING, ...UNCONFIRMED, wanted: 'STOPPED' }],
  ['RECORDING', { state: RECORDING }],
  ['STOPPING', { state: STOPPING, wanted: 'STOPPED' }],
  ['UNKNOWN', { state: UNKNOWN, ...UNCONFIRMED, cause: RecordingCause.ANSWER_LOST }],
  ['UNKNOWN, and to stop', { state: UNKNOWN, ...UNCONFIRMED, wanted: 'STOPPED', cause: RecordingCause.CLIENT }],
  ['PROCESSING', { state: PROCESSING, ...ENDED }],
  ['COMPLETE', { state: COMPLETE, ...ENDED }],
  ['INCOMPLETE', { state: INCOMPLETE, ...ENDED }],
  ['NOTHING_RECORDED', { state: NOTHING_RECORDED, ...ENDED }],
  ['FAILED', { state: FAILED, ...UNCONFIRMED, cause: RecordingCause.REFUSED }],
  ['ABANDONED, and may run', { state: ABANDONED, wanted: 'STOPPED', cause: RecordingCause.CONTROL_LOST }],
  ['ABANDONED, and has ended', { state: ABANDONED, ...ENDED }],
];
const ACTIONS = {
  STOP: 'stopRecording',
  PAUSE: 'pauseRecording',
  RESUME: 'resumeRecording',
  REFRESH: 'refreshRecording',
  UPDATE_LAYOUT: 'updateRecordingLayout',
} as const;
type Action = keyof typeof ACTIONS;
const LAYOUT = { trtcRoom: { mixLayoutParams: { mixLayoutMode: 'GRID' } } };

interface Prepared {
  readonly house: RecordingHarness;
  readonly id: string;
  readonly available: readonly string[];
}

/** A recording that stands so, and what is said to be available. */
async function prepare(product: string, standing: Standing | 'paused' | 'just started'): Promise<Prepared> {
  const house = await RecordingHarness.open();
  const { id } = standing === 'just started' ? await house.started(product) : await house.recording(product);
  if (standing === 'paused') await house.run('pauseRecording', { id });
  if (standing !== 'just started') house.advance(MINUTE / 10);
  if (typeof standing === 'object') {
    await house.ledger.update(id, () => ({
      at: house.now(),
      set: { ...standing, nextActionAt: null, urgentAt: null },
    }));
  }
  const { availableActions } = await house.find(id);
  return { house, id, available: availableActions as string[] };
}

/** Whether a mutation did something: it was not refused, and the vendor was asked or the recording is another. */
async function isDone({ house, id }: Prepared, action: Action): Promise<boolean> {
  const before = await house.row(id);
  const calls = (): number => house.tencent.calls.length + house.rongcloud.calls.length;
  const callsBefore = calls();
  const { errors } = await house.run(ACTIONS[action], { id, ...(action === 'UPDATE_LAYOUT' && LAYOUT) });
  const after = await house.row(id);
  const isOther = after.state !== before.state || after.wanted !== before.wanted;
  return errors.length === 0 && (calls() > callsBefore || isOther);
}

const PRODUCTS = ['TIW', 'TRTC_ROOM', 'GME'];
const CASES = PRODUCTS.flatMap((product) => [
  ...STANDINGS.map(([name, standing]) => [product, name, standing] as const),
  [product, 'just STARTING', 'just started'] as const,
  ...(product === 'TIW' ? [[product, 'PAUSED', 'paused'] as const] : []),
]);

describe.each(CASES)('of a recording of %s that is %s', (product, _name, standing) => {
  it('what is available is what the mutations do', async () => {
    const done: string[] = [];
    let available: readonly string[] = [];
    for (const action of Object.keys(ACTIONS) as Action[]) {
      const prepared = await prepare(product, standing);
      available = prepared.available;
      if (await isDone(prepared, action)) done.push(action);
    }
    expect([...available].sort()).toEqual(done.sort());
  });
});
