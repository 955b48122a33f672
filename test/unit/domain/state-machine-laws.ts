import { isFinal, newLife, reduce } from '../../../src/domain/state-machine.ts';
import {
  FILE_VERDICTS,
  RecordingCause,
  RecordingState,
  type Fact,
  type FactKind,
  type Life,
} from '../../../src/domain/recording.ts';

const { REQUESTED, STARTING, RECORDING, PAUSED, STOPPING, PROCESSING } = RecordingState;
const { COMPLETE, FAILED, INCOMPLETE, NOTHING_RECORDED, UNKNOWN, ABANDONED } = RecordingState;

/** What each verdict on the files makes of a recording. */
export const VERDICTS = { filesDone: COMPLETE, filesMissing: INCOMPLETE, nothingRecorded: NOTHING_RECORDED } as const;

export type Verdict = keyof typeof VERDICTS;

export function isVerdict(kind: FactKind): kind is Verdict {
  return kind in VERDICTS;
}

/** The state that a fact leaves behind where it meets a final one. */
export function finalAfter(state: RecordingState, { kind }: Fact): RecordingState {
  return FILE_VERDICTS.includes(state) && isVerdict(kind) ? VERDICTS[kind] : state;
}

/** What holds of every life, whatever happened to it. Answers the laws that it breaks. */
export function brokenLaws(life: Life): string[] {
  const { state, cause, accepted, begunAt, pausedAt, resumedAt, endedAt } = life;
  const is = (...states: RecordingState[]): boolean => states.includes(state);
  const wantsStop = life.wanted === 'STOPPED';
  const laws: Record<string, boolean> = {
    'what was accepted is not before its start': !accepted || !is(REQUESTED, UNKNOWN),
    'what was accepted did not fail to start': !(accepted && is(FAILED) && cause === RecordingCause.NOT_STARTED),
    'what the vendor tells of a task means that it has it':
      accepted || [life.taskId, begunAt, pausedAt, resumedAt, endedAt].every((known) => known === null),
    'what runs or ran was accepted':
      accepted || !is(RECORDING, PAUSED, STOPPING, PROCESSING, COMPLETE, INCOMPLETE, NOTHING_RECORDED),
    'files are awaited or there after the end':
      endedAt !== null || !is(PROCESSING, COMPLETE, INCOMPLETE, NOTHING_RECORDED),
    'what has ended neither runs nor is stopped': endedAt === null || !is(STARTING, RECORDING, PAUSED, STOPPING),
    'what is to stop is not shown as running': !wantsStop || !is(REQUESTED, RECORDING, PAUSED),
    'STOPPING means that a stop is wanted': wantsStop || !is(STOPPING),
    'a wish to stop has its time': wantsStop === (life.stopWantedAt !== null),
    'what records has begun': begunAt !== null || !is(RECORDING, PAUSED),
    'what pauses was paused after it was resumed':
      !is(PAUSED) || (pausedAt !== null && (resumedAt === null || pausedAt > resumedAt)),
    'an intent has no cause': !is(REQUESTED) || cause === null,
    'what went wrong or is to stop has a cause': cause !== null || !is(FAILED, UNKNOWN, ABANDONED, STOPPING),
    'a recording that runs has no cause': !is(RECORDING, PAUSED) || cause === null,
  };
  return Object.keys(laws).filter((law) => !laws[law]);
}

/** What holds of every step. Answers the laws that it breaks. */
export function brokenStepLaws(before: Life, fact: Fact): string[] {
  const { life: after } = reduce(before, fact);
  const laws: Record<string, boolean> = {
    'a final state is left only by a verdict on the files, for what the verdict says':
      !isFinal(before.state) || after.state === finalAfter(before.state, fact),
    'a verdict on the files is the state of what is not FAILED or ABANDONED':
      !isVerdict(fact.kind) || [VERDICTS[fact.kind], FAILED, ABANDONED].includes(after.state),
    'files are overdue only where they are missing':
      after.cause !== RecordingCause.FILES_OVERDUE || after.state === INCOMPLETE,
    'attempts shrink by one that did not leave': after.attempt >= before.attempt - (fact.kind === 'notSent' ? 1 : 0),
    'what was accepted stays so': after.accepted || !before.accepted,
    'a wanted stop stays wanted': before.wanted === 'RECORDING' || after.wanted === 'STOPPED',
    'an end that was seen stays seen': before.endedAt === null || after.endedAt !== null,
    'a known task stays the known one': before.taskId === null || after.taskId === before.taskId,
    'a repeated fact changes nothing': reduce(after, fact).life === after,
  };
  return [...Object.keys(laws).filter((law) => !laws[law]), ...brokenLaws(after)];
}

/** Facts of every kind, with every cause and task id that makes a difference, at the given times. */
export function everyFact(times: readonly number[], causes: readonly RecordingCause[]): Fact[] {
  return times.flatMap((at): Fact[] => [
    { kind: 'sending', at, attempt: 1 },
    { kind: 'sending', at, attempt: 2 },
    { kind: 'notSent', at, attempt: 1 },
    { kind: 'notSent', at, attempt: 2 },
    { kind: 'accepted', at, taskId: null },
    { kind: 'accepted', at, taskId: 'a' },
    { kind: 'accepted', at, taskId: 'b' },
    { kind: 'refused', at, cause: RecordingCause.REFUSED },
    { kind: 'refused', at, cause: RecordingCause.NOT_STARTED },
    { kind: 'lost', at },
    { kind: 'running', at },
    { kind: 'paused', at },
    { kind: 'resumed', at },
    ...causes.map((cause): Fact => ({ kind: 'ended', at, cause })),
    { kind: 'failed', at, cause: RecordingCause.VENDOR_FAULT },
    { kind: 'filesDone', at },
    { kind: 'filesMissing', at },
    { kind: 'nothingRecorded', at },
    { kind: 'stopWanted', at, cause: RecordingCause.CLIENT },
    { kind: 'stopWanted', at, cause: RecordingCause.STOP_BY },
    { kind: 'filesOverdue', at },
    { kind: 'controlLost', at },
  ]);
}

/** Every life that these facts can lead to, and the kinds of facts that were applied. */
export function reachable(facts: readonly Fact[]): { readonly lives: readonly Life[]; readonly kinds: Set<FactKind> } {
  const lives = new Map<string, Life>();
  const open = [newLife()];
  for (let life = open.pop(); life; life = open.pop()) {
    const key = JSON.stringify(life);
    if (lives.has(key)) continue;
    lives.set(key, life);
    for (const fact of facts) open.push(reduce(life, fact).life);
  }
  return { lives: [...lives.values()], kinds: new Set(facts.map(({ kind }) => kind)) };
}
