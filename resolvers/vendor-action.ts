import type { RecordingType } from '../src/graphql/recordings/recording.types.ts';
import { settingsRef, type CompletedChange } from '../src/providers/task-settings.ts';
import type { Product } from '../src/providers/provider.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import { viewOf } from './recording-view.ts';

/** Finds the recording that an action is about; undefined where the ledger does not have the recording. */
type Find = () => Promise<KnownRecording | undefined>;

/** Finds the recording of a task id. */
export function ofTask(
  { reader }: Recordings,
  { name }: Product,
  { taskId }: { readonly taskId?: string | bigint | null },
): Find {
  return () => (taskId == null ? Promise.resolve(undefined) : reader.findByTask(name, String(taskId)));
}

interface WithRecording {
  readonly recording: RecordingType | null;
}

/** Runs an action of the vendor and updates the recording in the ledger. */
export async function runAction<Answer extends object>(
  recordings: Recordings,
  find: Find,
  effect: 'stop' | 'change',
  call: () => Promise<Answer>,
): Promise<Answer & WithRecording> {
  const { answer, row } = await recordings.vendorActions.run(find, effect, call);
  return { ...answer, recording: row ? viewOf(recordings, row) : null };
}

/**
 * Changes the settings of a running task. `complete` adds the settings that the vendor would otherwise reset, from the
 * reference of the task in the ledger; `send` sends the complete change.
 */
export async function changeSettings<Answer extends object, Change extends CompletedChange<object>>(
  recordings: Recordings,
  find: Find,
  complete: (ref: KnownRecording['ref'] | undefined) => Change | Promise<Change>,
  send: (change: Change) => Promise<Answer>,
): Promise<Answer & WithRecording & { readonly warnings: readonly string[] }> {
  const { answer, row, warnings } = await recordings.vendorActions.change(find, async (known) => {
    const change = await complete(known?.ref);
    return { ...settingsRef(change.settings), warnings: change.warnings, send: () => send(change) };
  });
  return { ...answer, warnings, recording: row ? viewOf(recordings, row) : null };
}
