import type { Answer, Payload } from '../src/graphql/payload.ts';
import type { Product } from '../src/providers/provider.ts';
import { sentSettings, type CompletedChange } from '../src/providers/task-settings.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import type { StartInput } from '../src/recordings/starts/start-request.ts';
import type { RecordingType } from '../src/graphql/recordings/recording.types.ts';
import { recordingOf } from '../src/graphql/recordings/view.ts';

/** Starts a recording of a product and answers as its payload does: the vendor's fields, and the recording. */
export async function start<P extends Payload>(
  recordings: Recordings,
  { name, mutation }: Product,
  input: StartInput,
): Promise<Answer<P>> {
  const { row, replayed, errors, preview } = await recordings.start(name, mutation, input);
  return {
    ...row?.answer,
    recording: row && viewOf(recordings, row),
    replayed,
    errors,
    preview,
  } as unknown as Answer<P>;
}

/**
 * Changes a running task by one of the vendor's own actions. `complete` fills in what the vendor would set back, from the
 * task's reference where the ledger has it; `send` carries the change out.
 */
export async function change<P extends Payload, Change extends CompletedChange<string>>(
  recordings: Recordings,
  find: () => Promise<KnownRecording | undefined>,
  complete: (ref: KnownRecording['ref'] | undefined) => Change | Promise<Change>,
  send: (change: Change) => Promise<Answer<P>>,
): Promise<Answer<P>> {
  const { row, ...answer } = await recordings.exact.change(find, async (known) => {
    const change = await complete(known?.ref);
    return { ...sentSettings(change.settings), warnings: change.warnings, send: () => send(change) };
  });
  return { ...answer, recording: row ? viewOf(recordings, row) : null } as unknown as Answer<P>;
}

/** Runs one of the vendor's own actions, and moves the recording that it is about where the ledger has it. */
export async function exactly<P extends Payload>(
  recordings: Recordings,
  find: () => Promise<KnownRecording | undefined>,
  effect: 'stop' | 'change',
  call: () => Promise<Answer<P>>,
): Promise<Answer<P>> {
  const { row, ...answer } = await recordings.exact.run(find, effect, call);
  return { ...answer, recording: row ? viewOf(recordings, row) : null } as unknown as Answer<P>;
}

/** A recording as clients see it. */
export function viewOf(recordings: Recordings, row: KnownRecording): RecordingType {
  return recordingOf(row, recordings.desk.recorder(row.product));
}
