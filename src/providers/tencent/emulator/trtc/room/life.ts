import { isWithin, publishing, quietFor, type RoomEvent } from '../../shared/rooms.ts';
import { firstEnd, type End } from '../../shared/context.ts';

/** Facts of a room recording. Times in ms. */
export interface TrtcCloudFacts {
  readonly startedAt: number;
  readonly robot: string;
  /** Number of events in the room before the start: only later events can end the recording. */
  readonly eventsBefore: number;
  readonly maxIdleMs: number;
  /** Validity of the task id. */
  readonly validMs: number;
  deletedAt?: number;
  /** Time at which the same robot started again in the same room. */
  replacedAt?: number;
  /** Failures of the recording; absent: none. */
  readonly failures?: readonly string[];
}

export type TrtcCloudEnd = 'NOT_STARTED' | 'DELETED' | 'REPLACED' | 'ROBOT_REMOVED' | 'ROOM_ENDED' | 'IDLE';

export interface TrtcCloudLife {
  readonly state: 'Idle' | 'InProgress' | 'Exited' | 'gone';
  readonly end: End<TrtcCloudEnd>;
  /** Whether the vendor still accepts the task id. */
  readonly isControllable: boolean;
}

const EXITED_MS = 2000;
/** Time until the recording module records or fails. */
const RECORDER_MS = 1500;

/** Returns the state of a room recording from the events and the time. */
export function trtcCloudLife(facts: TrtcCloudFacts, events: readonly RoomEvent[], now: number): TrtcCloudLife {
  const publishers = publishing(events);
  const later = events.slice(facts.eventsBefore);
  const firstOf = (matches: (event: RoomEvent) => boolean) => later.find(matches)?.at ?? Infinity;
  const hasFailed = facts.failures?.includes('301.1') ?? false;
  const end = firstEnd<TrtcCloudEnd>(
    { at: facts.deletedAt ?? Infinity, reason: 'DELETED' },
    { at: facts.replacedAt ?? Infinity, reason: 'REPLACED' },
    { at: firstOf(({ what, user }) => what === 'leave' && user === facts.robot), reason: 'ROBOT_REMOVED' },
    { at: firstOf(({ what }) => what === 'end'), reason: 'ROOM_ENDED' },
    { at: quietFor(facts.maxIdleMs, facts.startedAt, publishers), reason: 'IDLE' },
    { at: hasFailed ? facts.startedAt + RECORDER_MS : Infinity, reason: 'NOT_STARTED' },
  );
  const isControllable = now < facts.startedAt + facts.validMs && now < end.at + EXITED_MS;
  if (now >= end.at) return { state: now < end.at + EXITED_MS ? 'Exited' : 'gone', end, isControllable };
  const isRecording = publishers.some((span) => isWithin(now, span));
  return { state: isRecording ? 'InProgress' : 'Idle', end, isControllable };
}
