import type { CallbackSubject, EmulatedEvent, EventPlan } from '../../../../emulation/callbacks/callbacks.ts';
import { sizeOfFile, type StoredFile } from '../../../../emulation/media/stored-file.ts';
import type { EmulatedFile } from '../../../../emulation/control/emulated-task.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { RECORDING_LINE } from '../callbacks/lines.ts';
import type { Recording } from './recording.ts';

const [STARTED, SLICED, ENDED, UPLOADED] = [1, 2, 3, 4];
const NORMAL = 10_000;
/** Made up: the vendor documents no code for a fault. */
const [UPLOAD_FAULT, END_FAULT] = [30_001, 30_002];
/** Duration of an upload. The vendor documents neither the duration nor the names of the file events. */
const UPLOAD_MS = 3000;

/** One file: of a user, or mixed. Times in ms. */
interface Slice {
  readonly userId: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Contents of the files by `mode`. */
const HOLDS: readonly StoredFile['holds'][] = ['both', 'picture', 'sound', 'both', 'picture', 'sound', 'both'];

export type AddressOf = (recordId: string, name: string) => string;

export function recordingSubject(recording: Recording, addressOf: AddressOf): CallbackSubject {
  return { id: recording.recordId, plan: (now) => planOf(recording, addressOf, now) };
}

/** Returns the files that are uploaded at `now`, also of a running recording. */
export function uploadedFiles(recording: Recording, now: number): StoredFile[] {
  return slicesOf(recording, now)
    .filter((slice) => slice.to + UPLOAD_MS <= now && !isLost(recording, slice, now))
    .map((slice) => storedFile(recording, slice));
}

/** Returns the final state of the files of an ended recording; none for a running recording. */
export function finalRecordingFiles(recording: Recording, now: number): EmulatedFile[] {
  if (recording.endedAt === null) return [];
  return slicesOf(recording, now).map((slice) => ({
    name: slice.name,
    state: isLost(recording, slice, now) ? 'FAILED' : 'STORED',
  }));
}

/** Whether the upload of a file fails: only the last file can fail. */
function isLost(recording: Recording, { name }: Slice, now: number): boolean {
  if (!recording.failures?.includes('upload') || recording.endedAt === null) return false;
  return slicesOf(recording, now).at(-1)?.name === name;
}

function planOf(recording: Recording, addressOf: AddressOf, now: number): EventPlan {
  const { startedAt, endedAt } = recording;
  const files = slicesOf(recording, now).flatMap((slice) => [
    recordingEvent(recording, SLICED, slice.to, slice.name, slice.userId, { output: times(slice) }),
    recordingEvent(
      recording,
      UPLOADED,
      slice.to + UPLOAD_MS,
      slice.name,
      slice.userId,
      isLost(recording, slice, now)
        ? { output: times(slice), code: UPLOAD_FAULT, errorMessage: 'the upload failed' }
        : { output: uploaded(recording, slice, addressOf) },
    ),
  ]);
  const fault = recording.failures?.includes('end') ? { code: END_FAULT, errorMessage: 'the recorder broke' } : {};
  const end = endedAt === null ? [] : [recordingEvent(recording, ENDED, endedAt, '', '', fault)];
  return {
    events: [recordingEvent(recording, STARTED, startedAt), ...files, ...end],
    endsAt: endedAt === null ? Infinity : endedAt + UPLOAD_MS,
  };
}

/** Returns all finished files; for a running recording without a finished file, the next file. */
function slicesOf({ startedAt, endedAt, sliceMs, users, format }: Recording, now: number): Slice[] {
  const until = endedAt ?? now + sliceMs;
  const count = Math.max(
    1,
    endedAt === null ? Math.floor((until - startedAt) / sliceMs) : Math.ceil((until - startedAt) / sliceMs),
  );
  return Array.from({ length: count }, (_, index) => {
    const from = startedAt + index * sliceMs;
    const to = Math.min(from + sliceMs, endedAt ?? Infinity);
    const ending = `${index + 1}.${format}`;
    if (users === null) return [{ userId: '', name: `mixed_${ending}`, from, to }];
    const there = users.filter(({ joinedAt, leftAt }) => joinedAt <= to && (leftAt ?? Infinity) >= from);
    const userIds = new Set(there.map(({ userId }) => userId));
    return [...userIds].map((userId) => ({ userId, name: `${userId}_${ending}`, from, to }));
  }).flat();
}

function recordingEvent(
  { recordId, appKey: app, roomId, sessionId, mode, extra }: Recording,
  type: number,
  at: number,
  name = '',
  userId = '',
  more: JsonObject = {},
): EmulatedEvent {
  const content = { appKey: app, recordId, roomId, sessionId, userId, mode, extra, code: NORMAL };
  return {
    id: `${type} ${name}`,
    line: RECORDING_LINE,
    app,
    type: String(type),
    at,
    content: () => ({ timestamp: at, type, ...content, ...more }),
    forgedContent: () => ({ timestamp: at, type: ENDED, ...content }),
  };
}

function times({ name, from, to }: Slice): JsonObject {
  return { fileName: name, startTime: from, endTime: to };
}

function uploaded(recording: Recording, slice: Slice, addressOf: AddressOf): JsonObject {
  const fileUrl = addressOf(recording.recordId, slice.name);
  return { ...times(slice), fileUrl, size: sizeOfFile(storedFile(recording, slice)) };
}

function storedFile({ mode }: Recording, { name, from, to }: Slice): StoredFile {
  return { name, from, to, holds: HOLDS[mode] ?? 'both' };
}
