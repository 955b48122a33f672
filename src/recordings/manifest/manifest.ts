import type { RecordingChange } from '../../ledger/contract/entities.ts';
import { OWN_TASK } from '../files/results.ts';
import { missingOf, type Missing, type Standing } from '../files/completeness.ts';
import type { RecordingCause } from '../../domain/recording.ts';
import { tracksOf, type Span, type Track } from '../files/tracks.ts';
import type { FileView } from '../files/file-view.ts';

/** Version of the format of a manifest. Incompatible changes raise it. */
export const MANIFEST_VERSION = 1;

/** The part of a recording that its manifest contains. */
export interface ManifestSubject extends Standing {
  readonly id: string;
  readonly product: string;
  readonly account: string;
  readonly room: string | null;
  readonly taskId: string | null;
  readonly vendorKey: string | null;
  readonly cause: RecordingCause | null;
  readonly startedAt: number | null;
}

/** The files of a recording, the missing parts and the evidence. Times are ISO 8601 in UTC. See docs/manifest.md. */
export type Manifest = ReturnType<typeof manifestOf>;

/** Returns the manifest of a recording from all its files and changes. `madeAt`: Unix ms. Pure. */
export function manifestOf(
  recording: ManifestSubject,
  files: readonly FileView[],
  changes: readonly RecordingChange[],
  madeAt: number,
) {
  const known = files.map((file) => ({
    ...file,
    name: nameOf(file.name),
    url: file.url === null ? null : (addressOf(file.url) ?? null),
  }));
  const tracks = tracksOf(known);
  const missing = missingOf(recording, known, tracks);
  const { id, product, account, room, taskId, vendorKey, state, cause, startedAt, endedAt } = recording;
  return {
    version: MANIFEST_VERSION,
    complete: missing.every(({ weight }) => weight === 'INFORMATION'),
    recording: {
      id,
      product,
      account,
      room,
      taskId,
      vendorKey,
      state,
      cause,
      startedAt: timeOf(startedAt),
      endedAt: timeOf(endedAt),
    },
    tracks: tracks.map(trackOf),
    files: known.map(fileOf),
    missing: missing.map(missingPartOf),
    evidence: changes.map(changeOf),
    madeAt: timeOf(madeAt),
  };
}

function trackOf({ userId, track, format, beginsAt, endsAt, coveredMs, gaps, overlaps, files, unplaced }: Track) {
  return {
    userId,
    track,
    format,
    beginsAt: timeOf(beginsAt),
    endsAt: timeOf(endsAt),
    coveredMs,
    gaps: gaps.map(spanOf),
    overlaps: overlaps.map(spanOf),
    files,
    unplaced,
  };
}

function fileOf(file: FileView) {
  const { name, taskId, state, reasonCode, reason, userId, track, format, url, sizeBytes, beginsAt, endsAt } = file;
  return {
    name,
    taskId,
    state,
    reasonCode,
    reason,
    userId,
    track,
    format,
    url,
    sizeBytes: sizeBytes === null ? null : sizeBytes.toString(),
    beginsAt: timeOf(beginsAt),
    endsAt: timeOf(endsAt),
  };
}

function missingPartOf({ from, to, ...rest }: Missing) {
  return { ...rest, ...(from !== undefined && to !== undefined && spanOf({ from, to })) };
}

function changeOf({ kind, number, at, file, fileTask, from, to, cause, evidence }: RecordingChange) {
  const fileTaskId = fileTask === OWN_TASK ? null : fileTask;
  const name = file === null ? null : nameOf(file);
  return { kind, number, at: timeOf(at), file: name, fileTaskId, from, to, cause, evidence };
}

function spanOf({ from, to }: Span) {
  return { from: timeOf(from), to: timeOf(to) };
}

/** Returns null also for an impossible time, which a vendor may report. */
function timeOf(ms: number | null): string | null {
  const date = new Date(ms ?? NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Some vendors name a file by its address. */
function nameOf(name: string): string {
  return addressOf(name) ?? name;
}

/** Removes credentials, query and fragment from an address, because they may grant access to the file. */
function addressOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, pathname } = new URL(text);
  return host === '' ? undefined : `${protocol}//${host}${pathname}`;
}
