import type { RecordingFile } from '../../ledger/contract/entities.ts';

/** A piece of time: from its first moment up to, and without, the second. Unix milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is known of one track of a recording: of one user (or of the mix), one kind of content and one format. */
export interface Track extends TrackKey {
  /** Where its placed files begin and end; null when none is placed. Unix ms. */
  readonly beginsAt: number | null;
  readonly endsAt: number | null;
  /** How much of the time between the two is in a file. With the gaps it makes up all of it. */
  readonly coveredMs: number;
  /** Times in no file, in order. */
  readonly gaps: readonly Span[];
  /** Times in two files or more, in order. */
  readonly overlaps: readonly Span[];
  /** Names of its files: the placed ones in order of time, then the others. */
  readonly files: readonly string[];
  /** Names of those whose begin or end is not known. As long as there is one, nothing is proven about the gaps. */
  readonly unplaced: readonly string[];
}

/** What makes files one track. The same content in two formats is two tracks: otherwise it would overlap itself. */
export type TrackKey = Pick<RecordingFile, 'userId' | 'track' | 'format'>;

/** What of a file its place in a track follows from. */
export type TrackFile = TrackKey & Pick<RecordingFile, 'name' | 'beginsAt' | 'endsAt'>;

/** So much between one piece and the next is no gap: vendors cut where a picture begins, and some tell whole seconds. */
export const TOLERANCE_MS = 1000;

/** The last moment that the API can tell. */
const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** The tracks of the files of one recording, in a fixed order. The order of the files does not matter. */
export function tracksOf(files: readonly TrackFile[]): Track[] {
  const byKey = new Map<string, TrackFile[]>();
  for (const file of files) {
    const key = keyOf(file);
    const others = byKey.get(key);
    if (others) others.push(file);
    else byKey.set(key, [file]);
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => trackOf(own));
}

/** By which tracks are told apart, and sorted. */
export function keyOf({ userId, track, format }: TrackKey): string {
  return JSON.stringify([userId, track, format]);
}

function trackOf(files: readonly TrackFile[]): Track {
  const { userId, track, format } = files[0]!;
  const placed = files.flatMap(placeOf).sort(inTime);
  const unplaced = files.filter((file) => placeOf(file).length === 0).map(({ name }) => name);
  unplaced.sort();
  const gaps = gapsOf(placed);
  const beginsAt = placed[0]?.from ?? null;
  const endsAt = placed.length > 0 ? placed.reduce((end, { to }) => Math.max(end, to), 0) : null;
  const missingMs = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    userId,
    track,
    format,
    beginsAt,
    endsAt,
    coveredMs: (endsAt ?? 0) - (beginsAt ?? 0) - missingMs,
    gaps,
    overlaps: overlapsOf(placed),
    files: [...placed.map(({ name }) => name), ...unplaced],
    unplaced,
  };
}

type Placed = Span & { readonly name: string };

/** Where a file lies; nothing when it is not known, or what the vendor says cannot be. */
function placeOf({ name, beginsAt, endsAt }: TrackFile): Placed[] {
  if (beginsAt === null || endsAt === null) return [];
  const isPossible = beginsAt >= 0 && beginsAt <= endsAt && endsAt <= LAST_MOMENT;
  return isPossible ? [{ name, from: beginsAt, to: endsAt }] : [];
}

function inTime(one: Placed, other: Placed): number {
  return one.from - other.from || one.to - other.to || (one.name < other.name ? -1 : 1);
}

/** Times that no span covers, of spans in order of their begin. */
function gapsOf(placed: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let reached = placed[0]?.to ?? 0;
  for (const { from, to } of placed) {
    if (from - reached > TOLERANCE_MS) gaps.push({ from: reached, to: from });
    reached = Math.max(reached, to);
  }
  return gaps;
}

/** Times that two spans or more cover, of spans in order of their begin: of each, what the earlier ones reach into. */
function overlapsOf(placed: readonly Span[]): Span[] {
  const overlaps: { from: number; to: number }[] = [];
  let reached = 0;
  for (const { from, to } of placed) {
    const end = Math.min(reached, to);
    const last = overlaps.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, end);
    else if (end > from) overlaps.push({ from, to: end });
    reached = Math.max(reached, to);
  }
  return overlaps;
}
