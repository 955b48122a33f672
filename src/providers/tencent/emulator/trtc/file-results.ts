import type { EmulatedEvent } from '../../../../emulation/callbacks/callbacks.ts';
import type { EmulatedFile } from '../../../../emulation/control/emulated-task.ts';
import type { StoredFile } from '../../../../emulation/media/stored-file.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { recordingEvent, type TrtcFile, type TrtcOwner } from './callbacks.ts';

/** Time between the end and the files. The vendor does not document the duration. */
const MP4_MS = 20_000;
const VOD_COMMIT_MS = 30_000;
const VOD_STOP_MS = 31_000;
const UPLOAD_STOP_MS = 4000;
const RECOVERED_MS = 60_000;
/** Time after the end at which the last event is due. */
export const FILES_WITHIN_MS = RECOVERED_MS;

const WELL = 0;
const WORDS: Readonly<Record<number, string>> = { 1: 'left on the recording server', 2: 'no permission' };

/** A file with its final status, for the event of that number. */
interface Settled {
  readonly file: TrtcFile;
  readonly status: number;
}

/** Returns the status of each file. Status 1 applies to the first file and status 2 to the last file. */
function settled(event: 310 | 311, files: readonly TrtcFile[], failures: readonly string[]): Settled[] {
  return files.map((file, index) => {
    const isFailed = failures.includes(`${event}.2`) && index === files.length - 1;
    const isHeld = failures.includes(`${event}.1`) && index === 0;
    return { file, status: isFailed ? 2 : isHeld ? 1 : WELL };
  });
}

/** Returns event 310 for the finished files in a bucket, once for each status. */
export function bucketEvents(
  owner: TrtcOwner,
  endAt: number,
  files: readonly TrtcFile[],
  failures: readonly string[] = [],
): EmulatedEvent[] {
  const all = settled(310, files, failures);
  const statuses =
    files.length === 0 ? [WELL] : [2, 1, WELL].filter((status) => all.some((it) => it.status === status));
  return statuses.map((Status) => {
    const own = all.filter(({ status }) => status === Status).map(({ file }) => file);
    const FileMessage = own.map((file) => ({ FileName: file.name, ...describe(file, failures) }));
    const payload = { Status, FileList: own.map(({ name }) => name), FileMessage };
    return recordingEvent(owner, 310, endAt + MP4_MS, payload, Status === WELL ? '310' : `310 ${Status}`);
  });
}

/** Returns the events of files in VOD: 311 for each file, and 312. */
export function vodEvents(
  owner: TrtcOwner,
  endAt: number,
  files: readonly TrtcFile[],
  failures: readonly string[] = [],
): EmulatedEvent[] {
  const commits = settled(311, files, failures).map(({ file, status }, index) => {
    const fileId = `387702${endAt}${index}`;
    const isThere = status === WELL;
    const address = { FileId: fileId, VideoUrl: owner.addressOf(file.name) };
    const stored = { ...(isThere && address), CacheFile: file.name };
    const payload = isThere && failures.includes('flat') ? flat(file, stored) : nested(file, stored, status, failures);
    return recordingEvent(owner, 311, endAt + VOD_COMMIT_MS, payload, `311 ${index}`);
  });
  const Status = failures.includes('312.1') ? 1 : WELL;
  return [...commits, recordingEvent(owner, 312, endAt + VOD_STOP_MS, { Status })];
}

function nested(file: TrtcFile, stored: JsonObject, Status: number, failures: readonly string[]): JsonObject {
  const { UserId, TrackType, MediaId, ...times } = describe(file, failures);
  const words = WORDS[Status];
  const TencentVod = { UserId, TrackType, MediaId, ...stored, ...times };
  return { Status, TencentVod, ...(words !== undefined && { Errmsg: words }) };
}

/** The vendor's second form: no status, no owner, times in seconds. */
function flat({ from, to }: TrtcFile, stored: JsonObject): JsonObject {
  return { ...stored, BeginTimeStamp: Math.floor(from / 1000), EndTimeStamp: Math.floor(to / 1000) };
}

/** Returns event 305 at the end of the upload of index files, and a second 305 after a recovery. */
export function indexEvents(owner: TrtcOwner, endAt: number, failures: readonly string[]): EmulatedEvent[] {
  const isLate = failures.includes('305.2');
  const first = { Status: isLate || failures.includes('305.1') ? 1 : WELL };
  const later = isLate ? [recordingEvent(owner, 305, endAt + RECOVERED_MS, { Status: 2 }, '305 2')] : [];
  return [recordingEvent(owner, 305, endAt + UPLOAD_STOP_MS, first), ...later];
}

/** Returns the failure events of a running recording, at the start of the upload. */
export function failureEvents(owner: TrtcOwner, at: number, failures: readonly string[]): EmulatedEvent[] {
  const payloads: Readonly<Record<string, JsonObject>> = {
    '306.0': { Status: 0 },
    308: { Code: 403, Message: 'the bucket denies access' },
    309: { Url: 'https://emulator.invalid/background.png?token=secret' },
  };
  return Object.entries(payloads).flatMap(([kind, payload]) =>
    failures.includes(kind) ? [recordingEvent(owner, parseInt(kind, 10), at, payload, `${kind} trouble`)] : [],
  );
}

const HOLDS: Readonly<Record<string, StoredFile['holds']>> = { audio: 'sound', video: 'picture' };
/** Time from the end of the recording until the files are stored, by event. */
const STORED_AFTER_MS = { 305: UPLOAD_STOP_MS, 310: MP4_MS, 311: VOD_COMMIT_MS } as const;

/** Returns the files of an event that are stored at `now`. */
export function storedFiles(
  event: 305 | 310 | 311,
  now: number,
  endAt: number,
  files: readonly TrtcFile[],
  failures: readonly string[],
): StoredFile[] {
  if (now < endAt + STORED_AFTER_MS[event]) return [];
  const stored = finalFiles(event, files, failures).filter(({ state }) => state === 'STORED');
  const names = new Set(stored.map(({ name }) => name));
  return files
    .filter(({ name }) => names.has(name))
    .map(({ name, track, from, to }) => ({ name, from, to, holds: HOLDS[track] ?? 'both' }));
}

/** Returns the final state of the files of one event. */
export function finalFiles(
  event: 305 | 310 | 311,
  files: readonly TrtcFile[],
  failures: readonly string[],
): EmulatedFile[] {
  if (event === 305) {
    const isHeld = failures.includes('305.1') && !failures.includes('305.2');
    return files.map(({ name }) => ({ name, state: isHeld ? 'HELD' : 'STORED' }));
  }
  return settled(event, files, failures).map(({ file: { name }, status }) => ({
    name,
    state: status === 2 ? 'FAILED' : status === 1 ? 'HELD' : 'STORED',
  }));
}

function describe({ user, track, from, to }: TrtcFile, failures: readonly string[]) {
  const unit = failures.includes('seconds') ? 1000 : 1;
  const times = { StartTimeStamp: Math.floor(from / unit), EndTimeStamp: Math.floor(to / unit) };
  return { UserId: user, TrackType: track, MediaId: user === '' ? 'mix' : 'main', ...times };
}
