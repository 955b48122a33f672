import { RecordingFailure } from '../../errors.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';
import type { Desk } from './desk.ts';
import type { StartPlan } from '../../domain/recorder.ts';
import { RecordingCause } from '../../domain/recording.ts';
import { CredentialsUnreadable } from '../starts/sealed-starts.ts';

/** The plan of a start that is sent again, or why it cannot be sent. */
export type Replan =
  | { readonly plan: StartPlan }
  | { readonly plan?: undefined; readonly cause: RecordingCause; readonly error?: RecordingFailure };

/** Plans a start again out of what the ledger keeps of it. */
export function replan(desk: Desk, row: RecordingRow): Replan {
  const { id, product } = row;
  try {
    const params = desk.sealedStarts.paramsOf(row);
    return params
      ? { plan: desk.recorder(product).replan(params, desk.marks.seedOf(row)) }
      : { cause: RecordingCause.NOT_REPEATED };
  } catch (error) {
    if (!(error instanceof RecordingFailure)) throw error;
    if (!(error instanceof CredentialsUnreadable)) return { cause: RecordingCause.REFUSED, error };
    desk.log.error({ recordingId: id, product }, error.message);
    return { cause: RecordingCause.NOT_REPEATED, error };
  }
}
