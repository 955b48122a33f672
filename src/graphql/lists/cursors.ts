import type { FilePlace } from '../../ledger/contract/queries.ts';
import { isStorableText } from '../../input/storable-text.ts';
import { OWN_TASK } from '../../recordings/files/results.ts';
import { keyOf, type TrackKey } from '../../recordings/files/tracks.ts';
import type { FileView } from '../../recordings/files/file-view.ts';
import { fault } from './connections.ts';

// Positions of files and tracks in lists. Opaque to clients.

const FILE = 'file:';
const TRACK = 'track:';
/** Longer than the cursor of any file or track. */
const MAX_LENGTH = 16_000;

export function fileCursorOf({ taskId, name }: Pick<FileView, 'taskId' | 'name'>): string {
  return printed(FILE, JSON.stringify([taskId ?? OWN_TASK, name]));
}

/** Throws `InvalidInput` for a text that is no such cursor. */
export function readFileCursor(argument: string, cursor: string): FilePlace {
  const [taskId, name] = listIn(FILE, argument, cursor);
  if (!isKept(taskId) || !isKept(name)) throw noCursor(argument);
  return { taskId, name };
}

export function trackCursorOf(track: TrackKey): string {
  return printed(TRACK, keyOf(track));
}

/** The key of a track. Throws `InvalidInput` for a text that is no such cursor. */
export function readTrackCursor(argument: string, cursor: string): string {
  const list = listIn(TRACK, argument, cursor);
  if (list.length !== 3) throw noCursor(argument);
  return JSON.stringify(list);
}

/** Whether the ledger can store a text. */
function isKept(text: unknown): text is string {
  return typeof text === 'string' && isStorableText(text, 0, MAX_LENGTH);
}

function printed(kind: string, text: string): string {
  return Buffer.from(kind + text).toString('base64url');
}

function listIn(kind: string, argument: string, cursor: string): readonly unknown[] {
  if (cursor.length > MAX_LENGTH) throw noCursor(argument);
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith(kind)) throw noCursor(argument);
  try {
    const list: unknown = JSON.parse(text.slice(kind.length));
    if (Array.isArray(list)) return list;
  } catch {
    // no JSON
  }
  throw noCursor(argument);
}

function noCursor(argument: string): Error {
  return fault(argument, `${argument} must be a cursor of this list`);
}
