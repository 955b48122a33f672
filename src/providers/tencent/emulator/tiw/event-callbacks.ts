import type { CallbackLine, Happening, Outlook } from '../../../../emulation/callbacks/callbacks.ts';
import type { JsonObject } from '../../../../emulation/parameter-check.ts';
import { printJson } from '../../../../wire/json.ts';
import type { CallbackKeys } from '../../callbacks/keys.ts';
import { tiwSignature } from '../../callbacks/signature.ts';
import type { TiwCallbacks } from './callbacks.ts';
import { LONGEST_PAUSE_MS } from './life.ts';
import { tiwResult, type TiwRecording } from './result.ts';

export type TiwPath = 'tencent/tiw' | 'tencent/tiw-video-generation';

/** For how long a message may be believed. The vendor does not say. */
const EXPIRES_AFTER_S = 600;
/** How long before the forced end a long pause is warned of. */
const WARNING_MS = 30 * 60_000;

/** A line of TIW's callbacks. Address and key are the ones that its actions set, or else those of the emulator. */
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

/** An event of TIW's own form. A stranger would say that there is a result of theirs. */
export function tiwHappening(path: TiwPath, app: number, type: string, at: number, told: JsonObject): Happening {
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
    content: () => content(type, told),
    lie: () => content('OnlineRecordFinished', { ...told, ...result }),
  };
}

/** The events of a whiteboard recording. Of one that fails only the result is told. */
export function tiwOutlook(app: number, recording: TiwRecording, failure: string | undefined): Outlook {
  const { life } = recording;
  const subject = {
    TaskId: recording.taskId,
    RoomId: recording.parameters['RoomId'] ?? 0,
    RecordUserId: recording.parameters['RecordUserId'] ?? '',
  };
  const happening = (type: string, at: number, more: JsonObject = {}) =>
    tiwHappening('tencent/tiw', app, `OnlineRecord${type}`, at, { ...subject, ...more });
  const result = tiwResult(recording, life.finishAt);
  if (failure !== undefined) {
    const nothing = { RecordStartTime: 0, TotalTime: 0, OmittedDurations: [], VideoInfos: [] };
    const error = { Code: 'FailedOperation.Record', Message: failure };
    const finished = happening('Finished', life.finishAt, { ...result, ...nothing, Error: error });
    return { happenings: [finished], endsAt: life.finishAt };
  }
  return {
    happenings: [
      happening('Started', Math.min(life.recordAt, life.end.at)),
      ...life.pauses.flatMap((pause) => longPause(pause, recording, happening)),
      happening('Stopped', life.end.at),
      happening('Finished', life.finishAt, result),
    ],
    endsAt: life.finishAt,
  };
}

/** What is told of a pause that gets long: nothing of the others. */
function longPause(
  { from, to }: { readonly from: number; readonly to: number },
  { life: { end } }: TiwRecording,
  happening: (type: string, at: number, more: JsonObject) => Happening,
): Happening[] {
  const stopAt = from + LONGEST_PAUSE_MS;
  const warnAt = stopAt - WARNING_MS;
  if (to <= warnAt) return [];
  const begun = { PauseTime: seconds(from) };
  const warning = happening('LongPauseWarning', warnAt, { ...begun, EstimateStopTime: seconds(stopAt) });
  if (end.reason !== 'FORCE_STOP' || end.at !== stopAt) return [warning];
  return [warning, happening('LongPauseForceStopped', stopAt, { ...begun, StopTime: seconds(stopAt) })];
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** The vendor writes the members of a message by name. */
function inOrder(message: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(message).sort(([a], [b]) => (a < b ? -1 : 1)));
}
