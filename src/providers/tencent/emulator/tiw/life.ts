import { publishing, quietFor, type RoomEvent, type Span } from '../shared/rooms.ts';
import { firstEnd, type End } from '../shared/context.ts';

/** Facts of a whiteboard recording. Times in ms. */
export interface TiwFacts {
  readonly startedAt: number;
  readonly autoStopMs: number;
  /** Reason of the failure; undefined if the recording can succeed. */
  readonly failure?: string | undefined;
  /** Further failures of the recording; absent: none. */
  readonly failures?: readonly string[];
  readonly pauseCalls: { readonly what: 'pause' | 'resume'; readonly at: number }[];
  stopCalledAt?: number;
}

export type TiwStatus = 'PREPARED' | 'RECORDING' | 'PAUSED' | 'STOPPED' | 'FINISHED';
export type TiwReason = 'AUTO' | 'USER_CALL' | 'EXCEPTION' | 'FORCE_STOP';

/** The course of a recording, as expected from the events so far. */
export interface TiwLife {
  readonly recordAt: number;
  readonly end: End<TiwReason>;
  readonly finishAt: number;
  readonly pauses: readonly Span[];
}

/** Time until a call takes effect. */
const EFFECT_MS = 2000;
/** Duration of a recording that ends by a fault. */
const FAULT_MS = 5000;
/** Time that the vendor needs for files. */
const PROCESSING_MS = 10_000;
const MAX_DURATION_MS = 24 * 3_600_000;
/** A pause that is longer ends the recording. */
export const MAX_PAUSE_MS = 90 * 60_000;

export function tiwLife(facts: TiwFacts, events: readonly RoomEvent[]): TiwLife {
  const recordAt = facts.startedAt + EFFECT_MS;
  if (facts.failure !== undefined) {
    return { recordAt, end: { at: recordAt, reason: 'EXCEPTION' }, finishAt: recordAt, pauses: [] };
  }
  const pauses = pausesOf(facts);
  const longPause = pauses.find(({ from, to }) => to - from > MAX_PAUSE_MS);
  const isFaulty = facts.failures?.includes('EXCEPTION') ?? false;
  const end = firstEnd<TiwReason>(
    { at: (facts.stopCalledAt ?? Infinity) + EFFECT_MS, reason: 'USER_CALL' },
    { at: quietFor(facts.autoStopMs, facts.startedAt, activeSpans(events)), reason: 'AUTO' },
    { at: (longPause?.from ?? Infinity) + MAX_PAUSE_MS, reason: 'FORCE_STOP' },
    { at: facts.startedAt + MAX_DURATION_MS, reason: 'FORCE_STOP' },
    { at: isFaulty ? recordAt + FAULT_MS : Infinity, reason: 'EXCEPTION' },
  );
  const within = pauses.filter(({ from }) => from < end.at).map(({ from, to }) => ({ from, to: Math.min(to, end.at) }));
  return { recordAt, end, finishAt: end.at + PROCESSING_MS, pauses: within };
}

export function tiwStatus({ recordAt, end, finishAt, pauses }: TiwLife, now: number): TiwStatus {
  if (now >= finishAt) return 'FINISHED';
  if (now >= end.at) return 'STOPPED';
  if (now < recordAt) return 'PREPARED';
  return pauses.some(({ from, to }) => now >= from && now < to) ? 'PAUSED' : 'RECORDING';
}

function pausesOf({ pauseCalls }: TiwFacts): Span[] {
  const pauses: { from: number; to: number }[] = [];
  for (const { what, at } of pauseCalls) {
    const open = pauses.find(({ to }) => to === Infinity);
    if (what === 'resume' && open) open.to = at + EFFECT_MS;
    if (what === 'pause' && !open) pauses.push({ from: at + EFFECT_MS, to: Infinity });
  }
  return pauses;
}

/** Returns periods of media and whiteboard strokes, in order of start. */
function activeSpans(events: readonly RoomEvent[]): Span[] {
  const strokes = events.filter(({ what }) => what === 'activity').map(({ at }) => ({ from: at, to: at }));
  return [...publishing(events), ...strokes].sort((a, b) => a.from - b.from);
}
