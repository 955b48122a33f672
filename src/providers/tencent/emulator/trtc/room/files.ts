import { objectIn } from '../../../../../emulation/contract/fields.ts';
import type { JsonObject } from '../../../../../emulation/contract/parameter-check.ts';
import { namesUser, texts } from '../../shared/guests.ts';
import { overlap, type Span, type UserSpan } from '../../shared/rooms.ts';

const SINGLE_MODE = 1;
/** Recorded track by `StreamType`. */
const TRACKS = ['audio_video', 'audio', 'video'];
/** Extension of a file name by `OutputFormat`: the index's if the file has slices. */
const ENDINGS = ['.m3u8', '.m3u8', '.m3u8', '_0.mp4', '_0.aac'];

/** The track in one file. */
export interface RecordedTrack {
  /** Empty for a mixed file. */
  readonly user: string;
  readonly track: string;
  /** Name of the files, without the endings. */
  readonly base: string;
  readonly from: number;
}

/** Returns the current files of a room recording over the span `recorded`; none for VOD. */
export function storageFiles(
  parameters: JsonObject,
  lists: JsonObject,
  publishers: readonly UserSpan[],
  recorded: Span,
): JsonObject[] {
  if (objectIn(parameters, 'StorageParams')['CloudStorage'] === undefined) return [];
  const ending = ENDINGS[outputFormat(parameters)] ?? '.m3u8';
  return recordedTracks(parameters, lists, publishers, recorded).map(({ user, track, base, from }) => ({
    UserId: user,
    FileName: base + ending,
    TrackType: track,
    BeginTimeStamp: from,
  }));
}

/** `OutputFormat` of the start. */
export function outputFormat(parameters: JsonObject): number {
  return Number(objectIn(parameters, 'RecordParams')['OutputFormat'] ?? 0);
}

/** Returns the tracks of a room recording, for every storage. */
export function recordedTracks(
  parameters: JsonObject,
  lists: JsonObject,
  publishers: readonly UserSpan[],
  recorded: Span,
): RecordedTrack[] {
  const taken = publishers
    .filter(({ user }) => isSubscribed(lists, user))
    .flatMap((span) => overlap(span, recorded) ?? [])
    .sort((a, b) => a.from - b.from);
  const [first] = taken;
  if (!first) return [];
  const record = objectIn(parameters, 'RecordParams');
  const streamType = Number(record['StreamType'] ?? 0);
  const base = `${Number(parameters['SdkAppId'])}_${roomName(parameters)}`;
  if (record['RecordMode'] !== SINGLE_MODE) {
    return [{ user: '', track: TRACKS[streamType] ?? 'audio_video', base, from: first.from }];
  }
  const isSplit = streamType === 0 && record['AvMerge'] !== 1;
  const tracks = isSplit ? ['audio', 'video'] : [TRACKS[streamType] ?? 'audio_video'];
  const firstByUser = taken.filter((span, index) => taken.findIndex(({ user }) => user === span.user) === index);
  return firstByUser.flatMap(({ user, from }) =>
    tracks.map((track) => ({
      user,
      track,
      base: `${base}__UserId_s_${inName(user)}__UserId_e_main_${track}`,
      from,
    })),
  );
}

/** Whether the lists of users include the sound or the picture of this user. */
function isSubscribed(lists: JsonObject, user: string): boolean {
  return ['Audio', 'Video'].some((kind) => {
    const allowed = texts(lists[`Subscribe${kind}UserIds`]);
    if (allowed.length > 0) return allowed.some((entry) => namesUser(entry, user));
    return !texts(lists[`UnSubscribe${kind}UserIds`]).some((entry) => namesUser(entry, user));
  });
}

function roomName(parameters: JsonObject): string {
  const room = parameters['RoomId'] as string;
  return parameters['RoomIdType'] === 0 ? inName(room) : room;
}

/** Base64 for file names. */
function inName(text: string): string {
  return Buffer.from(text).toString('base64').replaceAll('/', '-').replaceAll('=', '.');
}
