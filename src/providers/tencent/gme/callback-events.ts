import type { CallbackEvent } from '../../../callbacks/callback.ts';
import type { FileReport, JsonMembers, Report } from '../../../domain/recorder.ts';
import { NO_NEWS } from '../../reports.ts';
import { eventNameOf, idOf, membersOf, momentOf, nameOf, wholeOf } from '../callbacks/fields.ts';
import { GME } from './product.ts';
import { voiceFile } from './report.ts';

const STARTED = 1;
/** Meaning of each event. Events are about files only: none reports that the task has ended. */
const STATES: ReadonlyMap<number | undefined, FileReport['state']> = new Map([
  [STARTED, 'RECORDING' as const],
  [2, 'PROCESSING' as const],
  [3, 'READY' as const],
]);

/** 0 is single here; the API counts single 1, mixed 2. */
const MIXED_MODE = 1;

/** Reads a callback of voice recording. */
export function gmeEvent(body: JsonMembers, receivedAt: number): CallbackEvent {
  const event = wholeOf(body['EventType']);
  const state = STATES.get(event);
  const at = momentOf(body['Timestamp'], receivedAt);
  const bizId = wholeOf(body['BizID']);
  return {
    type: eventNameOf(body['EventType']),
    isKnown: state !== undefined,
    product: GME.name,
    account: bizId === undefined ? null : String(bizId),
    room: nameOf(body['RoomID']) ?? null,
    taskId: idOf(body['TaskID']) ?? null,
    vendorKey: null,
    at: at ?? null,
    report: state === undefined ? NO_NEWS : reportOf(body, state, at ?? receivedAt),
  };
}

function reportOf(body: JsonMembers, state: FileReport['state'], at: number): Report {
  const files = filesOf(body, state);
  const isUnread = files.length === 0; // each event is about a file
  return {
    ...(isUnread && { unread: eventNameOf(body['EventType']) }),
    facts: state === 'RECORDING' ? [{ kind: 'running', at }] : [],
    files,
  };
}

/** Only polls show when a file begins: the event contains only the time when the message was sent. */
function filesOf({ Detail, UserID, RecordMode }: JsonMembers, state: FileReport['state']): FileReport[] {
  const name = nameOf(membersOf(Detail)['FileName']);
  if (name === undefined) return [];
  const userId = nameOf(UserID);
  const isMixed = wholeOf(RecordMode) === MIXED_MODE || undefined; // otherwise the user id decides
  return [voiceFile(name, state, userId, isMixed)];
}
