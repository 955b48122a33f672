import { objectIn } from '../../../../emulation/contract/fields.ts';
import type { EmulatedFile } from '../../../../emulation/control/emulated-task.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { overlap, presence, publishing, type RoomEvent, type Span } from '../shared/rooms.ts';

/** Settings with a start time; a change replaces the settings. */
export interface GmeSettings {
  readonly since: number;
  /** Mode and lists as sent. */
  readonly parameters: JsonObject;
}

/** A task at `now`. */
export interface GmeRecording {
  readonly app: number;
  readonly room: string;
  readonly taskId: bigint;
  readonly settings: readonly GmeSettings[];
  readonly endAt: number;
  /** Failures of the recording; absent: none. */
  readonly failures?: readonly string[];
}

interface VoiceFile extends Span {
  readonly user: string;
}

/** A file with its name. `to` lies in the future while the file grows. */
export interface GmeFile extends VoiceFile {
  readonly name: string;
  /** Whether the upload never completes. */
  readonly isStuck: boolean;
}

/** The user id of a mixed file. */
export const MIXED_USER = '0';
const [EACH_USER, MIXED] = [1, 2];
const MAX_FILE_MS = 2 * 3_600_000;
const RECORDING = 2;
/** Statuses of a closed file, one every five seconds: waiting, transcoding, uploading, uploaded, reported. */
const STEPS = [10, 11, 12, 13, 14];
const STEP_MS = 5000;
const UPLOADING = 12;
const UPLOADED = 13;
/** Time from the end of a file to its upload. */
export const UPLOADED_MS = STEPS.indexOf(UPLOADED) * STEP_MS;

export function recordInfo(recording: GmeRecording, events: readonly RoomEvent[], now: number): JsonObject[] {
  return gmeFiles(recording, events, now).map((file) => ({
    UserId: file.user,
    FileName: file.name,
    RecordBeginTime: Math.floor(file.from / 1000),
    RecordStatus: statusOf(file, now),
  }));
}

export function finalGmeFiles(recording: GmeRecording, events: readonly RoomEvent[], now: number): EmulatedFile[] {
  return gmeFiles(recording, events, now).map((file) => ({
    name: file.name,
    state: statusOf(file, now) >= UPLOADED ? 'STORED' : 'PENDING',
  }));
}

/** Returns the started files of a task, oldest first. A change of the settings closes the current files. */
export function gmeFiles(recording: GmeRecording, events: readonly RoomEvent[], now: number): GmeFile[] {
  const spans = recording.settings.flatMap(({ since, parameters }, index) => {
    const until = Math.min(recording.settings[index + 1]?.since ?? Infinity, recording.endAt);
    return filesOf(parameters, events, { from: since, to: until });
  });
  const taken = new Set<string>();
  return spans
    .flatMap(cut)
    .filter(({ from }) => from <= now)
    .sort((a, b) => a.from - b.from)
    .map((file, index, all) => ({
      ...file,
      name: freeName(recording, file, index, taken),
      isStuck: index === all.length - 1 && (recording.failures?.includes('stuck') ?? false),
    }));
}

function filesOf(parameters: JsonObject, events: readonly RoomEvent[], span: Span): VoiceFile[] {
  const mode = Number(parameters['RecordMode']);
  const files: VoiceFile[] = [];
  if (mode !== EACH_USER) {
    // From the first user on, whether there is a voice or not.
    const first = presence(events).find((there) => there.to > span.from);
    if (first && first.from < span.to) {
      files.push({ user: MIXED_USER, from: Math.max(first.from, span.from), to: span.to });
    }
  }
  if (mode !== MIXED) {
    const inScope = publishing(events).filter(({ user }) => isSubscribed(parameters, user));
    files.push(...inScope.flatMap((voice) => overlap(voice, span) ?? []));
  }
  return files;
}

function isSubscribed(parameters: JsonObject, user: string): boolean {
  const { SubscribeUserIds: only, UnSubscribeUserIds: without } = objectIn(parameters, 'SubscribeRecordUserIds');
  if (Array.isArray(only)) return only.includes(user);
  return !Array.isArray(without) || !without.includes(user);
}

/** A file has two hours at most. */
function cut(file: VoiceFile): VoiceFile[] {
  const end = Math.min(file.to, file.from + 24 * 3_600_000);
  const files: VoiceFile[] = [];
  for (let from = file.from; from < end; from += MAX_FILE_MS) {
    files.push({ ...file, from, to: Math.min(from + MAX_FILE_MS, file.to) });
  }
  return files;
}

function statusOf(file: GmeFile, now: number): number {
  if (now < file.to) return RECORDING;
  const last = file.isStuck ? STEPS.indexOf(UPLOADING) : STEPS.length - 1;
  return STEPS[Math.min(Math.floor((now - file.to) / STEP_MS), last)] ?? RECORDING;
}

/** Names have no fraction of a second: a second file within the second gets the name of the next second. */
function freeName(recording: GmeRecording, file: VoiceFile, index: number, taken: Set<string>): string {
  let name: string;
  for (let later = 0; ; later += 1000) {
    name = fileName(recording, { ...file, from: file.from + later }, index);
    if (!taken.has(name)) break;
  }
  taken.add(name);
  return name;
}

function fileName({ app, room, taskId }: GmeRecording, file: VoiceFile, index: number): string {
  const start = writtenTime(file.from);
  if (file.user === MIXED_USER) return `${app}_${room}/${taskId}_${start}_${index}_audio.mp3`;
  return `${app}_${room}_${file.user}/${start}_${taskId}_audio.mp3`;
}

/** Formats a time as 2023-11-14-22-13-20. The vendor documents no time zone; its example is in UTC. */
function writtenTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace(/[T:]/g, '-');
}
