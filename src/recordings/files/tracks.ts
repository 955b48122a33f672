import type { RecordingFile } from '../../ledger/contract/entities.ts';

/** A time span, Unix ms: `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A track of a recording: one user (or the mix), one kind of content, one format. */
export interface Track extends TrackKey {
  /** Beginning and end of the placed files, Unix ms. Null if no file is placed. */
  readonly beginsAt: number | null;
  readonly endsAt: number | null;
  /** Time between the beginning and the end that files cover, ms. The gaps are the rest. */
  readonly coveredMs: number;
  /** Time spans without a file, in order. */
  readonly gaps: readonly Span[];
  /** Time spans in two files or more, in order. */
  readonly overlaps: readonly Span[];
  /** Names of the files: placed files in order of time, then the others. */
  readonly files: readonly string[];
  /** Names of the files without a known beginning or end. If there are any, the gaps are not proven. */
  readonly unplaced: readonly string[];
}

/** Identity of a track. The same content in two formats is two tracks, because otherwise the track would overlap itself. */
export type TrackKey = Pick<RecordingFile, 'userId' | 'track' | 'format'>;

/** The part of a file that determines its place in a track. */
export type TrackFile = TrackKey & Pick<RecordingFile, 'name' | 'beginsAt' | 'endsAt'>;

/** A shorter pause between two files is no gap: vendors cut at a key frame, and some report whole seconds. */
export const TOLERANCE_MS = 1000;

/** The last moment that the API can represent. */
const LAST_MOMENT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Returns the tracks of the files of one recording in a fixed order, whatever the order of the files. */
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

/** Returns the key by which tracks are identified and sorted. */
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

/** Returns the place of a file; none if the vendor reports no times or impossible times. */
function placeOf({ name, beginsAt, endsAt }: TrackFile): Placed[] {
  if (beginsAt === null || endsAt === null) return [];
  const isPossible = beginsAt >= 0 && beginsAt <= endsAt && endsAt <= LAST_MOMENT;
  return isPossible ? [{ name, from: beginsAt, to: endsAt }] : [];
}

function inTime(one: Placed, other: Placed): number {
  return one.from - other.from || one.to - other.to || (one.name < other.name ? -1 : 1);
}

/** Returns the time that no span covers. The spans are in order of their beginning. */
function gapsOf(placed: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let reached = placed[0]?.to ?? 0;
  for (const { from, to } of placed) {
    if (from - reached > TOLERANCE_MS) gaps.push({ from: reached, to: from });
    reached = Math.max(reached, to);
  }
  return gaps;
}

/** Returns the time that two or more spans cover. The spans are in order of their beginning. */
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
