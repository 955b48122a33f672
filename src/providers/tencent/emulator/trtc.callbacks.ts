import type { CallbackLine, Happening } from '../../../emulation/callbacks.ts';
import type { StoredFile } from '../../../emulation/media/stored-file.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import type { CallbackKeys } from '../callback-keys.ts';
import { trtcSignature } from '../callback-signature.ts';
import type { RoomId } from './rooms.ts';
import { tabbedJson } from './tabbed-json.ts';

const PATH = 'tencent/trtc';
/** Files of both kinds of recording, and what becomes of a room recording. */
const RECORDING_GROUP = 3;

/** The callbacks of TRTC: of rooms and of web pages, to one address. */
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

/** An event of TRTC before it is spelled. */
export interface TrtcEvent {
  readonly id: string;
  readonly group: number;
  readonly type: number;
  readonly app: number;
  readonly at: number;
  /** `EventInfo`. */
  readonly info: JsonObject;
}

/** An event of TRTC's own form. A stranger would say that there is a file of theirs, and that no other comes. */
export function trtcHappening({ id, group, type, app, at, info }: TrtcEvent): Happening {
  const forged = 'forged.mp4';
  const message = { FileName: forged, UserId: '', TrackType: 'audio_video', MediaId: 'mix' };
  return {
    id,
    line: PATH,
    app: String(app),
    type: String(type),
    at,
    content: () => ({ EventGroupId: group, EventType: type, CallbackTs: at, EventInfo: info }),
    lie: () => ({
      EventGroupId: RECORDING_GROUP,
      EventType: 310,
      CallbackTs: at,
      EventInfo: { ...info, Payload: { Status: 0, FileList: [forged], FileMessage: [message] } },
    }),
  };
}

/** Whose files these are. */
export interface TrtcOwner {
  readonly app: number;
  /** Empty for a web page. */
  readonly room: RoomId;
  readonly robot: string;
  /** As it stands in the events. */
  readonly taskId: string;
  /** The address of a file in VOD. */
  readonly addressOf: (name: string) => string;
}

/** A file at the end of a recording. */
export interface TrtcFile {
  readonly name: string;
  /** Empty where all are in one. */
  readonly user: string;
  readonly track: string;
  readonly from: number;
  readonly to: number;
}

/** How long files take, from the end on. The vendor does not say. */
const MP4_MS = 20_000;
const VOD_COMMIT_MS = 30_000;
const VOD_STOP_MS = 31_000;
/** After so long nothing more is told. */
export const FILES_WITHIN_MS = VOD_STOP_MS;

const WELL = { Status: 0 };
const HOLDS: Readonly<Record<string, StoredFile['holds']>> = { audio: 'sound', video: 'picture' };

/** The files in a bucket that are told when all of them are made: 310. */
export function mp4Happening(owner: TrtcOwner, endAt: number, files: readonly TrtcFile[]): Happening {
  const messages = files.map((file) => ({ FileName: file.name, ...describe(file) }));
  const payload = { ...WELL, FileList: files.map(({ name }) => name), FileMessage: messages };
  return recordingHappening(owner, 310, endAt + MP4_MS, payload);
}

/** The files in VOD: 311 for each of them, and 312. */
export function vodHappenings(owner: TrtcOwner, endAt: number, files: readonly TrtcFile[]): Happening[] {
  const commits = files.map((file, index) => {
    const fileId = `387702${endAt}${index}`;
    const address = { FileId: fileId, VideoUrl: owner.addressOf(file.name), CacheFile: file.name };
    const { UserId, TrackType, MediaId, ...times } = describe(file);
    const payload = { ...WELL, TencentVod: { UserId, TrackType, MediaId, ...address, ...times } };
    return recordingHappening(owner, 311, endAt + VOD_COMMIT_MS, payload, `311 ${index}`);
  });
  return [...commits, recordingHappening(owner, 312, endAt + VOD_STOP_MS, WELL)];
}

/** The files that 310 tells, or 311, once they are made. */
export function storedAt(now: number, endAt: number, isVod: boolean, files: readonly TrtcFile[]): StoredFile[] {
  if (now < endAt + (isVod ? VOD_COMMIT_MS : MP4_MS)) return [];
  return files.map(storedFile);
}

export function storedFile({ name, track, from, to }: TrtcFile): StoredFile {
  return { name, from, to, holds: HOLDS[track] ?? 'both' };
}

/** An event of group 3. The id tells it from others of its type, where there are several. */
export function recordingHappening(
  owner: TrtcOwner,
  type: number,
  at: number,
  payload: JsonObject,
  id = String(type),
): Happening {
  const { app, room, robot, taskId } = owner;
  const times = { EventTs: Math.floor(at / 1000), EventMsTs: at };
  const info = { RoomId: room, ...times, UserId: robot, TaskId: taskId, Payload: payload };
  return trtcHappening({ id, group: RECORDING_GROUP, type, app, at, info });
}

function describe({ user, track, from, to }: TrtcFile) {
  const media = user === '' ? 'mix' : 'main';
  return { UserId: user, TrackType: track, MediaId: media, StartTimeStamp: from, EndTimeStamp: to };
}
