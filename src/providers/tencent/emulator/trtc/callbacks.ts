import type { CallbackLine, EmulatedEvent } from '../../../../emulation/callbacks/callbacks.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import type { CallbackKeys } from '../../callbacks/keys.ts';
import { trtcSignature } from '../../callbacks/signature.ts';
import type { RoomId } from '../shared/rooms.ts';
import { tabbedJson } from './tabbed-json.ts';

const PATH = 'tencent/trtc';
/** Event group of files, and of the state of room recordings. */
const RECORDING_GROUP = 3;

/** TRTC's callbacks for rooms and web pages, which share one address. */
export function trtcLine(keys: CallbackKeys | undefined): CallbackLine {
  return {
    path: PATH,
    retries: { timeoutMs: 5000, waitsMs: [0, 10_000, 10_000, 10_000, 10_000, 10_000], forMs: 60_000 },
    keyOf: (app) => keys?.of(Number(app)),
    message(content, { app, key, sentAt }) {
      const body = tabbedJson({ ...content, CallbackTs: sentAt });
      const sign = key && trtcSignature(key, Buffer.from(body));
      return { headers: { SdkAppId: app, ...(sign !== undefined && { Sign: sign }) }, body };
    },
  };
}

/** An event of TRTC before serialisation. */
export interface TrtcEvent {
  readonly id: string;
  readonly group: number;
  readonly type: number;
  readonly app: number;
  readonly at: number;
  /** `EventInfo`. */
  readonly info: JsonObject;
}

/** Creates an event in TRTC's form. The forged content claims a single file of the attacker. */
export function trtcEvent({ id, group, type, app, at, info }: TrtcEvent): EmulatedEvent {
  const forged = 'forged.mp4';
  const message = { FileName: forged, UserId: '', TrackType: 'audio_video', MediaId: 'mix' };
  return {
    id,
    line: PATH,
    app: String(app),
    type: String(type),
    at,
    content: () => ({ EventGroupId: group, EventType: type, CallbackTs: at, EventInfo: info }),
    forgedContent: () => ({
      EventGroupId: RECORDING_GROUP,
      EventType: 310,
      CallbackTs: at,
      EventInfo: { ...info, Payload: { Status: 0, FileList: [forged], FileMessage: [message] } },
    }),
  };
}

/** The recording that owns the files. */
export interface TrtcOwner {
  readonly app: number;
  /** Empty for a web page. */
  readonly room: RoomId;
  readonly robot: string;
  /** The task id in the events. */
  readonly taskId: string;
  /** The address of a file in VOD. */
  readonly addressOf: (name: string) => string;
}

/** A file at the end of a recording. */
export interface TrtcFile {
  readonly name: string;
  /** Empty for a mixed file. */
  readonly user: string;
  readonly track: string;
  readonly from: number;
  readonly to: number;
}

/** Creates an event of group 3. `id` separates several events of one type. */
export function recordingEvent(
  owner: TrtcOwner,
  type: number,
  at: number,
  payload: JsonObject,
  id = String(type),
): EmulatedEvent {
  const { app, room, robot, taskId } = owner;
  const times = { EventTs: Math.floor(at / 1000), EventMsTs: at };
  const info = { RoomId: room, ...times, UserId: robot, TaskId: taskId, Payload: payload };
  return trtcEvent({ id, group: RECORDING_GROUP, type, app, at, info });
}
