import type { RecordingType } from '../src/graphql/recordings/recording.types.ts';
import { recordingOf } from '../src/graphql/recordings/view.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';

/** A recording as clients see it. */
export function viewOf(recordings: Recordings, row: KnownRecording): RecordingType {
  return recordingOf(row, recordings.recorders.of(row.product));
}
