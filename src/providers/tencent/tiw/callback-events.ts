import type { CallbackEvent } from '../../../callbacks/callback.ts';
import type { JsonMembers, Report } from '../../../domain/recorder.ts';
import { RecordingCause } from '../../../domain/recording.ts';
import { NO_NEWS, ended } from '../../reports.ts';
import { eventNameOf, idOf, membersOf, momentOf, nameOf } from '../callbacks/fields.ts';
import { describedTask } from './callback-result.ts';
import { tiwReport } from './report.ts';
import { TIW } from './product.ts';

/** Meaning of an event at `at` (Unix ms). */
type Read = (data: JsonMembers, at: number) => Report;

const FINISHED = 'OnlineRecordFinished';

const EVENTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['OnlineRecordStarted', (_, at) => ({ facts: [{ kind: 'running', at }] })],
  ['OnlineRecordLongPauseWarning', () => NO_NEWS],
  [
    'OnlineRecordLongPauseForceStopped',
    ({ StopTime }, at) => ended(momentOf(StopTime, at) ?? at, RecordingCause.VENDOR_LIMIT),
  ],
  // By a call or by itself: the event with the result says which.
  ['OnlineRecordStopped', (_, at) => ended(at)],
  [FINISHED, (data, at) => tiwReport(describedTask(data, at), at)],
]);

/** Reads a callback of whiteboard recording. */
export function tiwEvent(body: JsonMembers, receivedAt: number): CallbackEvent {
  const type = eventNameOf(body['EventType']);
  const at = momentOf(body['Timestamp'], receivedAt);
  const data = membersOf(body['EventData']);
  const report = EVENTS.get(type)?.(data, at ?? receivedAt);
  return {
    ...about(body, data),
    type,
    isKnown: report !== undefined,
    product: TIW.name,
    at: at ?? null,
    report: report ?? NO_NEWS,
  };
}

/**
 * Reads a callback of video generation. The task is no recording, so the event changes nothing in the ledger. The names
 * of the events are not documented, but their results look like a recording's.
 */
export function tiwGenerationEvent(body: JsonMembers, receivedAt: number): CallbackEvent {
  const data = membersOf(body['EventData']);
  const hasResult = Array.isArray(data['VideoInfos']) || data['Error'] !== undefined;
  return {
    ...about(body, data),
    type: eventNameOf(body['EventType']),
    isKnown: hasResult,
    product: null,
    at: momentOf(body['Timestamp'], receivedAt) ?? null,
    report: NO_NEWS,
  };
}

function about({ SdkAppId }: JsonMembers, { TaskId, RoomId, RecordUserId }: JsonMembers) {
  return {
    account: idOf(SdkAppId) ?? null,
    room: idOf(RoomId) ?? null,
    taskId: nameOf(TaskId) ?? null,
    vendorKey: nameOf(RecordUserId) ?? null,
  };
}
