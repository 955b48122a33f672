import {
  FILE_VERDICTS,
  FINAL_STATES,
  RecordingCause,
  RecordingState,
  type Effect,
  type Fact,
  type Life,
} from './recording.ts';

const { REQUESTED, STARTING, RECORDING, PAUSED, STOPPING, PROCESSING } = RecordingState;
const { COMPLETE, FAILED, INCOMPLETE, NOTHING_RECORDED, UNKNOWN, ABANDONED } = RecordingState;

/** Result of applying a fact. */
interface Reduction {
  /** The same object as before if the fact is not new. */
  readonly life: Life;
  readonly effects: readonly Effect[];
}

/** Next action of the reconciler for a recording. */
type Work = 'send' | 'lookUp' | 'poll' | 'stop' | 'awaitFiles' | 'none';

/** Returns the life of an intent that has not been sent. */
export function newLife(): Life {
  return {
    state: REQUESTED,
    cause: null,
    wanted: 'RECORDING',
    attempt: 0,
    taskId: null,
    accepted: false,
    begunAt: null,
    pausedAt: null,
    resumedAt: null,
    endedAt: null,
    stopWantedAt: null,
  };
}

/** Whether the server performs no more actions for a recording in this state. */
export function isFinal(state: RecordingState): boolean {
  return FINAL_STATES.includes(state);
}

/** Returns the next action for a recording. */
export function nextWork({ state, wanted, accepted, endedAt }: Life): Work {
  if (isFinal(state)) return 'none';
  if (state === REQUESTED) return wanted === 'STOPPED' ? 'none' : 'send';
  if (!accepted) return 'lookUp';
  if (endedAt !== null) return 'awaitFiles';
  return wanted === 'STOPPED' ? 'stop' : 'poll';
}

/**
 * Applies a fact to a life. Pure and total: every fact has a result in every life.
 *
 * A recording never leaves FAILED and ABANDONED, and leaves a verdict on the files only for another verdict. Once the vendor
 * has the task, reports may arrive in any order and any number of times: each fact only adds to the evidence, and the state
 * follows from the evidence. Therefore late facts also complete the evidence of a final life with a task.
 */
export function reduce(life: Life, fact: Fact): Reduction {
  if (isFinal(life.state) && !life.accepted) return { life, effects: lateEffects(life, fact) };
  const next = withState(merged(life, fact));
  const isNew = (Object.keys(next) as (keyof Life)[]).some((member) => next[member] !== life[member]);
  return { life: isNew ? next : life, effects: effectsOf(life, fact, next) };
}

function merged(life: Life, fact: Fact): Life {
  switch (fact.kind) {
    case 'sending':
      if (fact.attempt <= life.attempt) return life;
      return { ...life, attempt: fact.attempt, ...(!life.accepted && { state: STARTING }) };
    case 'notSent':
      return notSent(life, fact.attempt);
    case 'lost':
      return life.accepted ? life : lost(life);
    case 'refused':
      return life.accepted ? life : { ...life, state: FAILED, cause: fact.cause };
    case 'accepted':
      return { ...accepted(life), taskId: life.taskId ?? fact.taskId };
    case 'running':
      return begun(life, fact.at);
    case 'paused':
      return { ...begun(life, fact.at), pausedAt: latest(life.pausedAt, fact.at) };
    case 'resumed':
      return { ...begun(life, fact.at), resumedAt: latest(life.resumedAt, fact.at) };
    case 'ended':
      return ended(life, fact.at, fact.cause);
    case 'failed':
      return inFinal(ended(life, fact.at, fact.cause), FAILED);
    case 'filesDone':
      return judged(ended(life, fact.at, null), COMPLETE);
    case 'filesMissing':
      return judged(ended(life, fact.at, null), INCOMPLETE);
    case 'nothingRecorded':
      return judged(ended(life, fact.at, null), NOTHING_RECORDED);
    case 'stopWanted':
      return stopWanted(life, fact.at, fact.cause);
    case 'filesOverdue':
      return filesOverdue(life);
    case 'controlLost':
      return isOutOfControl(life) ? { ...life, state: ABANDONED, cause: RecordingCause.CONTROL_LOST } : life;
  }
}

/** Derives the state from the evidence once the vendor has the task. Before that, the state itself is evidence. */
function withState(life: Life): Life {
  return life.accepted && !isFinal(life.state) ? { ...life, state: stateOf(life) } : life;
}

function stateOf({ wanted, begunAt, pausedAt, resumedAt, endedAt }: Life): RecordingState {
  if (endedAt !== null) return PROCESSING;
  if (wanted === 'STOPPED') return STOPPING;
  // At equal times the resumption counts: some vendors report whole seconds, and a pause precedes its resumption.
  if (pausedAt !== null && (resumedAt === null || pausedAt > resumedAt)) return PAUSED;
  return begunAt === null ? STARTING : RECORDING;
}

/** The vendor has the task: clears the cause of the doubt, and keeps the cause of a requested stop. */
function accepted(life: Life): Life {
  return life.accepted ? life : { ...life, accepted: true, cause: life.wanted === 'STOPPED' ? life.cause : null };
}

/** The task has begun at this time or earlier. */
function begun(life: Life, at: number): Life {
  return { ...accepted(life), begunAt: earliest(life.begunAt, at) };
}

function ended(life: Life, at: number, cause: RecordingCause | null): Life {
  const known = accepted(life);
  // The cause of ABANDONED is not the cause of the end. Any other cause is, also in a final life: the order of facts must not
  // matter.
  const isCauseFixed = life.state === ABANDONED;
  return {
    ...known,
    endedAt: earliest(known.endedAt, at),
    cause: isCauseFixed ? known.cause : moreSpecific(known.cause, cause),
  };
}

function inFinal(life: Life, state: RecordingState): Life {
  return isFinal(life.state) ? life : { ...life, state };
}

/** A new verdict on the files replaces the earlier one. FILES_OVERDUE is the cause only while there is no verdict. */
function judged(life: Life, state: RecordingState): Life {
  if (!FILE_VERDICTS.includes(life.state)) return inFinal(life, state);
  return { ...life, state, ...(life.cause === RecordingCause.FILES_OVERDUE && { cause: null }) };
}

/** Keeps the cause of the end, because missing files do not explain the end. */
function filesOverdue(life: Life): Life {
  if (life.state !== PROCESSING) return life;
  return { ...life, state: INCOMPLETE, cause: life.cause ?? RecordingCause.FILES_OVERDUE };
}

function lost(life: Life): Life {
  // Keeps the cause of a requested stop, which is stored nowhere else. UNKNOWN already implies that the answer is missing.
  return { ...life, state: UNKNOWN, cause: life.wanted === 'STOPPED' ? life.cause : RecordingCause.ANSWER_LOST };
}

function notSent(life: Life, attempt: number): Life {
  // UNKNOWN stays: an attempt that was not sent says nothing about an earlier attempt without an answer.
  if (life.accepted || life.state !== STARTING || attempt !== life.attempt) return life;
  const before = { ...life, attempt: attempt - 1 };
  const mayRun = before.attempt > 0 || life.cause === RecordingCause.ANSWER_LOST; // an earlier attempt was sent and has no answer
  if (mayRun) return lost(before);
  if (life.wanted === 'STOPPED') return { ...before, state: FAILED, cause: RecordingCause.CANCELLED };
  return { ...before, state: REQUESTED };
}

function stopWanted(life: Life, at: number, cause: RecordingCause): Life {
  // Only the first request counts, and none after the end.
  if (isFinal(life.state) || life.endedAt !== null || life.wanted === 'STOPPED') return life;
  const stopping = { ...life, wanted: 'STOPPED', stopWantedAt: at } as const;
  if (life.state === REQUESTED) return { ...stopping, state: FAILED, cause: RecordingCause.CANCELLED };
  return { ...stopping, cause };
}

function isOutOfControl({ state, accepted, endedAt }: Life): boolean {
  return !isFinal(state) && endedAt === null && (accepted || state === UNKNOWN);
}

function effectsOf(before: Life, fact: Fact, after: Life): readonly Effect[] {
  if (fact.kind === 'accepted' && fact.taskId !== null && fact.taskId !== after.taskId) {
    return [{ kind: 'stopSurplus', taskId: fact.taskId }];
  }
  const isAbandoned = after.state === ABANDONED && before.state !== ABANDONED;
  return isAbandoned ? [{ kind: 'alarm', cause: RecordingCause.CONTROL_LOST }] : [];
}

/** Effects of a report about a start that was given up: the recording stays final, and the task must be stopped. */
function lateEffects(life: Life, fact: Fact): readonly Effect[] {
  if (fact.kind === 'accepted' && fact.taskId !== null) return [{ kind: 'stopSurplus', taskId: fact.taskId }];
  const runs = ['accepted', 'running', 'paused', 'resumed'].includes(fact.kind);
  return runs && life.cause !== null ? [{ kind: 'alarm', cause: life.cause }] : [];
}

/**
 * Causes of an end in descending precedence: a recording has one cause, and the order of facts must not matter. The vendor's
 * own reason precedes a stop request of this server. A stop request precedes "stopped by a call", which the vendor also
 * reports for stops of this server. GONE explains least. Causes that cannot explain an end are last.
 */
const CAUSES_BY_PRECEDENCE: readonly RecordingCause[] = [
  RecordingCause.VENDOR_FAULT,
  RecordingCause.VENDOR_LIMIT,
  RecordingCause.ROOM_ENDED,
  RecordingCause.IDLE,
  RecordingCause.STOP_BY,
  RecordingCause.CONTROL_ENDS,
  RecordingCause.CLIENT,
  RecordingCause.STOPPED_ELSEWHERE,
  RecordingCause.GONE,
  RecordingCause.REFUSED,
  RecordingCause.NOT_REPEATED,
  RecordingCause.NOT_STARTED,
  RecordingCause.NOT_SENT,
  RecordingCause.CANCELLED,
  RecordingCause.ANSWER_LOST,
  RecordingCause.FILES_OVERDUE,
  RecordingCause.CONTROL_LOST,
];

function moreSpecific(known: RecordingCause | null, cause: RecordingCause | null): RecordingCause | null {
  if (known === null || cause === null) return known ?? cause;
  return CAUSES_BY_PRECEDENCE.indexOf(cause) < CAUSES_BY_PRECEDENCE.indexOf(known) ? cause : known;
}

function earliest(known: number | null, at: number): number {
  return known === null ? at : Math.min(known, at);
}

function latest(known: number | null, at: number): number {
  return known === null ? at : Math.max(known, at);
}
