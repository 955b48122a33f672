import type { CallbackLine, EmulatedEvent, EventPlan } from '../../../../emulation/callbacks/callbacks.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { printJson } from '../../../../wire/json.ts';
import type { CallbackKeys } from '../../callbacks/keys.ts';
import { tiwSignature } from '../../callbacks/signature.ts';
import type { TiwCallbacks } from './callback-settings.ts';
import { MAX_PAUSE_MS } from './life.ts';
import { tiwResult, type TiwRecording } from './files.ts';

export type TiwPath = 'tencent/tiw' | 'tencent/tiw-video-generation';

/** Validity of a message. The vendor does not document the duration. */
const EXPIRES_AFTER_S = 600;
/** Time between the warning about a long pause and the forced end. */
const WARNING_MS = 30 * 60_000;

/** A line of TIW's callbacks. Address and key of TIW's actions come before the emulator's own. */
export function tiwLine(path: TiwPath, settings: TiwCallbacks, keys: CallbackKeys | undefined): CallbackLine {
  return {
    path,
    retries: { timeoutMs: 10_000, waitsMs: [5000, 5000, 5000, 5000, 5000] },
    keyOf: (app) => settings.keyOf(app) ?? keys?.of(Number(app)),
    addressOf: (app) => settings.addressOf(app),
    message(content, { key, receiversNow }) {
      const expireTime = Math.floor(receiversNow / 1000) + EXPIRES_AFTER_S;
      const signed = key ? { ExpireTime: expireTime, Sign: tiwSignature(key, expireTime) } : {};
      return { headers: {}, body: printJson(inOrder({ ...content, ...signed })) };
    },
  };
}

/** Returns an event of TIW, and the forged variant that claims a result. */
export function tiwEvent(path: TiwPath, app: number, type: string, at: number, data: JsonObject): EmulatedEvent {
  const content = (eventType: string, eventData: JsonObject) => ({
    EventData: eventData,
    EventType: eventType,
    SdkAppId: app,
    Timestamp: Math.floor(at / 1000),
  });
  const forged = { VideoId: 'forged', VideoUrl: 'https://stranger.invalid/forged.mp4', VideoFormat: 'mp4' };
  const result = { FinishReason: 'USER_CALL', RecordStopTime: Math.floor(at / 1000), VideoInfos: [forged] };
  return {
    id: `${type} ${at}`,
    line: path,
    app: String(app),
    type,
    at,
    content: () => content(type, data),
    forgedContent: () => content('OnlineRecordFinished', { ...data, ...result }),
  };
}

/** Returns the events of a whiteboard recording. A failed recording has only the result event. */
export function tiwPlan(app: number, recording: TiwRecording, failure: string | undefined): EventPlan {
  const { life } = recording;
  const subject = {
    TaskId: recording.taskId,
    RoomId: recording.parameters['RoomId'] ?? 0,
    RecordUserId: recording.parameters['RecordUserId'] ?? '',
  };
  const event = (type: string, at: number, more: JsonObject = {}) =>
    tiwEvent('tencent/tiw', app, `OnlineRecord${type}`, at, { ...subject, ...more });
  const result = tiwResult(recording, life.finishAt);
  if (failure !== undefined) {
    const nothing = { RecordStartTime: 0, TotalTime: 0, OmittedDurations: [], VideoInfos: [] };
    const error = { Code: 'FailedOperation.Record', Message: failure };
    const finished = event('Finished', life.finishAt, { ...result, ...nothing, Error: error });
    return { events: [finished], endsAt: life.finishAt };
  }
  return {
    events: [
      event('Started', Math.min(life.recordAt, life.end.at)),
      ...life.pauses.flatMap((pause) => longPause(pause, recording, event)),
      event('Stopped', life.end.at),
      event('Finished', life.finishAt, result),
    ],
    endsAt: life.finishAt,
  };
}

/** Returns the events of a long pause; short pauses have none. */
function longPause(
  { from, to }: { readonly from: number; readonly to: number },
  { life: { end } }: TiwRecording,
  event: (type: string, at: number, more: JsonObject) => EmulatedEvent,
): EmulatedEvent[] {
  const stopAt = from + MAX_PAUSE_MS;
  const warnAt = stopAt - WARNING_MS;
  if (to <= warnAt) return [];
  const begun = { PauseTime: seconds(from) };
  const warning = event('LongPauseWarning', warnAt, { ...begun, EstimateStopTime: seconds(stopAt) });
  if (end.reason !== 'FORCE_STOP' || end.at !== stopAt) return [warning];
  return [warning, event('LongPauseForceStopped', stopAt, { ...begun, StopTime: seconds(stopAt) })];
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** The vendor writes the members of a message by name. */
function inOrder(message: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(message).sort(([a], [b]) => (a < b ? -1 : 1)));
}
