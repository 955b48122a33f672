import type { Product } from '../src/providers/provider.ts';
import type { Answer } from '../src/graphql/payload.ts';
import type { StartPayload } from '../src/graphql/recordings/payloads.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import type { StartOutcome, StartInput } from '../src/recordings/starts/start-request.ts';
import { viewOf } from './recording-view.ts';

/** The payload of a start. The vendor's own fields come from the ledger as JSON, and GraphQL's scalars print the values. */
export interface StartAnswer extends Omit<Answer<StartPayload>, 'preview'>, Pick<StartOutcome, 'preview' | 'errors'> {
  readonly [vendorField: string]: unknown;
}

/** Starts a recording of a product. Returns the vendor's fields and the recording. */
export async function startRecording(
  recordings: Recordings,
  { name, mutation }: Product,
  input: StartInput,
): Promise<StartAnswer> {
  const { row, replayed, errors, preview } = await recordings.starts.start(name, mutation, input);
  return { ...row?.answer, recording: row && viewOf(recordings, row), replayed, errors, preview };
}
