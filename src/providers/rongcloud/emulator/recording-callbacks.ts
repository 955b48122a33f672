import type { CallbackSubject, Happening, Outlook } from '../../../emulation/callbacks.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { RECORDING_LINE } from './callback-lines.ts';
import type { Recording } from './recording.ts';

const [STARTED, SLICED, ENDED, UPLOADED] = [1, 2, 3, 4];
const NORMAL = 10_000;
/** How long the upload of a file takes. The vendor does not say. */
const UPLOAD_MS = 3000;
/** Made up, as are the size of a file and the names of what tells of it. */
const BYTES_A_SECOND = 100_000;

/** One file: of a user, or of everybody. Times in milliseconds. */
interface Slice {
  readonly userId: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What is told of a recording, as the books have it. */
export function recordingSubject(recording: Recording): CallbackSubject {
  return { id: recording.recordId, outlook: (now) => outlookOf(recording, now) };
}

function outlookOf(recording: Recording, now: number): Outlook {
  const { startedAt, endedAt } = recording;
  const files = slicesOf(recording, now).flatMap((slice) => [
    happening(recording, SLICED, slice.to, slice.name, slice.userId, { output: times(slice) }),
    happening(recording, UPLOADED, slice.to + UPLOAD_MS, slice.name, slice.userId, {
      output: uploaded(recording, slice),
    }),
  ]);
  const end = endedAt === null ? [] : [happening(recording, ENDED, endedAt)];
  return {
    happenings: [happening(recording, STARTED, startedAt), ...files, ...end],
    endsAt: endedAt === null ? Infinity : endedAt + UPLOAD_MS,
  };
}

/** All that are finished by the end, and while there is none the one that will be next. */
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

function happening(
  { recordId, appKey: app, roomId, sessionId, mode, extra }: Recording,
  type: number,
  at: number,
  name = '',
  userId = '',
  more: JsonObject = {},
): Happening {
  const content = { appKey: app, recordId, roomId, sessionId, userId, mode, extra, code: NORMAL };
  return {
    id: `${type} ${name}`,
    line: RECORDING_LINE,
    app,
    type: String(type),
    at,
    content: () => ({ timestamp: at, type, ...content, ...more }),
    lie: () => ({ timestamp: at, type: ENDED, ...content }),
  };
}

function times({ name, from, to }: Slice): JsonObject {
  return { fileName: name, startTime: from, endTime: to };
}

function uploaded({ recordId }: Recording, slice: Slice): JsonObject {
  const fileUrl = `https://emulator.invalid/${recordId}/${encodeURIComponent(slice.name)}`;
  return { ...times(slice), fileUrl, size: Math.round(((slice.to - slice.from) / 1000) * BYTES_A_SECOND) };
}
