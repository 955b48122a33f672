import { RecordingFailure } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { StartPlan } from '../../domain/recorder.ts';
import { RecordingCause } from '../../domain/recording.ts';
import { CredentialsUnreadable } from '../starts/sealed-starts.ts';
import type { EngineParts } from './engine-parts.ts';

/** The plan of a start that is sent again, or the cause why it cannot be sent. */
type Replan =
  | { readonly plan: StartPlan }
  | { readonly plan?: undefined; readonly cause: RecordingCause; readonly error?: RecordingFailure };

/** Plans a start again from the parameters in the ledger. */
export function replan(
  { sealedStarts, recorders, marks, log }: Pick<EngineParts, 'sealedStarts' | 'recorders' | 'marks' | 'log'>,
  row: Recording,
): Replan {
  const { id, product } = row;
  try {
    const params = sealedStarts.paramsOf(row);
    if (!params) return { cause: RecordingCause.NOT_REPEATED };
    return { plan: recorders.of(product).replan(params, marks.seedOf(row)) };
  } catch (error) {
    if (!(error instanceof RecordingFailure)) throw error;
    if (!(error instanceof CredentialsUnreadable)) return { cause: RecordingCause.REFUSED, error };
    log.error({ recordingId: id, product }, error.message);
    return { cause: RecordingCause.NOT_REPEATED, error };
  }
}
