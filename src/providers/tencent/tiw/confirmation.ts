import type { Report } from '../../../domain/recorder.ts';
import type { FactKind } from '../../../domain/recording.ts';

/** Progress of a task by the kind of fact; 0 for all other kinds. */
const PROGRESS: Partial<Readonly<Record<FactKind, number>>> = {
  running: 1,
  paused: 1,
  resumed: 1,
  ended: 2,
  failed: 3,
  filesDone: 3,
  filesMissing: 3,
  nothingRecorded: 3,
};

/**
 * Whether the vendor's description of a task confirms the report of a callback. If not, the callback was forged, or
 * came before the vendor updated its own data.
 */
export function confirms(answered: Report, reported: Report): boolean {
  return progressOf(answered) >= progressOf(reported);
}

function progressOf({ facts }: Report): number {
  return Math.max(0, ...facts.map(({ kind }) => PROGRESS[kind] ?? 0));
}
