import type { FileReport, JsonMembers, Report } from '../../../../domain/recorder.ts';
import type { Fact, UndeliveredResult } from '../../../../domain/recording.ts';
import { maskUrl } from '../../../../wire/mask-urls.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import { membersOf, nameOf, spanOf, urlOf, wholeOf, messageOf } from '../../callbacks/fields.ts';
import { mp4Files, namedFile, ownerOf } from './callback-files.ts';
import type { TrtcOutput } from '../output.ts';

// Events about the results of files. Statuses: 0: delivered; 1: some files remain on the vendor's machines; 2: failed,
// but for 305: the remaining files have arrived.

/** An event without the content that the vendor documents. The caller adds the type of the event. */
export const UNREADABLE: Report = { facts: [], unread: 'unknown' };

const WELL = 0;
const REMAINS = 1;
const FAILED = 2;
const RECOVERED = 2;

/** 305: the result of all hls files. The newer page calls the status LeaveCode. */
export function hlsResult({ LeaveCode }: JsonMembers, reported: number | undefined, at: number): Report {
  const status = reported ?? wholeOf(LeaveCode);
  const about = { output: 'hls' satisfies TrtcOutput, covers: 'm3u8' } as const;
  if (status === WELL || status === RECOVERED) return { facts: [{ kind: 'filesDone', at, ...about }] };
  if (status !== REMAINS) return UNREADABLE;
  const result = { state: 'HELD_BY_VENDOR', code: `305.${status}`, message: null } as const;
  return { facts: [{ kind: 'filesMissing', at, result, ...about }] };
}

/** 310: mp4 or aac files. The status applies to every file in the event. The event may come several times. */
export function mp4Result(payload: JsonMembers, status: number | undefined, at: number): Report {
  const { FileList, FileMessage } = payload;
  const problem = problemOf(310, status, null);
  const files = mp4Files(payload, at, problem ? stateOf(problem) : { state: status === WELL ? 'READY' : 'PROCESSING' });
  const output = 'mp4' satisfies TrtcOutput;
  if (problem) {
    const named = files.length > 0 ? files : [unnamedFile(310, at, problem)];
    return { facts: [{ kind: 'filesMissing', at, output, result: problem }], files: named };
  }
  const isReadable = status === WELL && (Array.isArray(FileList) || Array.isArray(FileMessage));
  if (!isReadable || !areNamed(payload, files)) return { ...UNREADABLE, files };
  return { facts: [{ kind: 'filesDone', at, output }], files };
}

/**
 * 311: one file in VOD, in one of two published forms: in `TencentVod` with a status, or directly in the payload
 * without a status. Without a status, a file with an id or an address counts as delivered.
 */
export function vodFile(payload: JsonMembers, reported: number | undefined, at: number): Report {
  const isNested = Object.keys(membersOf(payload['TencentVod'])).length > 0;
  const file = isNested ? membersOf(payload['TencentVod']) : payload;
  const url = urlOf(file['VideoUrl']);
  const isThere = url !== undefined || nameOf(file['FileId']) !== undefined;
  const status = reported ?? (isThere ? WELL : undefined);
  const problem = problemOf(311, status, payload['Errmsg']);
  if (status !== WELL && !problem) return UNREADABLE;
  const more = {
    ...ownerOf(file),
    ...(url !== undefined && { url }),
    ...spanOf(file['StartTimeStamp'] ?? file['BeginTimeStamp'], file['EndTimeStamp'], at),
  };
  const files = namedFile(nameOf(file['CacheFile']) ?? file['FileId'], {
    ...(problem ? stateOf(problem) : { state: 'READY' }),
    ...more,
  });
  if (files.length > 0) return { facts: [], files };
  return problem ? { facts: [], files: [{ ...unnamedFile(311, at, problem), ...more }] } : UNREADABLE;
}

/** 312: the work of VOD has ended. Only 311 names the files. */
export function vodResult(payload: JsonMembers, status: number | undefined, at: number): Report {
  const output = 'vod' satisfies TrtcOutput;
  if (status === WELL) return { facts: [{ kind: 'filesDone', at, output }] };
  if (status !== 1) return UNREADABLE;
  const result = { state: 'FAILED', code: '312.1', message: messageOf(payload['Errmsg']) } as const;
  const fact: Fact = { kind: 'filesMissing', at, output, result };
  return { facts: [fact] };
}

/** 308: an upload failed. A later 305 or 310 shows whether the file arrived nevertheless. */
export function uploadError({ Code, Message }: JsonMembers): Report {
  const code = wholeOf(Code) ?? nameOf(Code);
  return { facts: [], notes: [{ code: code === undefined ? '308' : `308.${code}`, message: messageOf(Message) }] };
}

/**
 * 309: a picture could not be loaded; the recording continues without it. The address may contain a secret after its
 * path.
 */
export function imageMissing({ Url }: JsonMembers): Report {
  const [path] = urlOf(Url)?.split(/[?#]/, 1) ?? [];
  const address = path === undefined ? null : maskUrl(path);
  const message = address === null ? 'a picture could not be loaded' : `a picture could not be loaded: ${address}`;
  return { facts: [], notes: [{ code: '309', message: messageOf(message) }] };
}

function problemOf(
  event: number,
  status: number | undefined,
  message: JsonValue | undefined,
): UndeliveredResult | undefined {
  if (status !== REMAINS && status !== FAILED) return undefined;
  const state = status === REMAINS ? 'HELD_BY_VENDOR' : 'FAILED';
  return { state, code: `${event}.${status}`, message: messageOf(message) };
}

function stateOf({ state, code, message }: UndeliveredResult): Pick<FileReport, 'state' | 'reason'> {
  return { state, reason: { code, message } };
}

/** A file that the vendor could not deliver and does not name: that there is one must not be forgotten. */
function unnamedFile(event: number, at: number, problem: UndeliveredResult): FileReport {
  return { name: `unnamed ${event} ${at}`, ...stateOf(problem) };
}

/** Whether every file of the payload has a name that can be read. */
function areNamed({ FileList, FileMessage }: JsonMembers, files: readonly FileReport[]): boolean {
  const counts = [FileList, FileMessage].map((list) => (Array.isArray(list) ? list.length : 0));
  return files.length >= Math.max(...counts);
}
