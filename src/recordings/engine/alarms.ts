import type { Recording } from '../../ledger/contract/entities.ts';
import type { Log } from '../../log.ts';
import type { Effect } from '../../domain/recording.ts';
import { isFinal } from '../../domain/state-machine.ts';

const OPERATOR_NEEDED = 'an operator must look at this recording';

/** Logs the effects of a transition that need an operator, and recordings that nothing is scheduled for. */
export function logAlarms(
  log: Log,
  { id: recordingId, product, state, nextActionAt }: Recording,
  effects: readonly Effect[],
): void {
  if (nextActionAt === null && !isFinal(state)) {
    log.error({ recordingId, product, state }, `${OPERATOR_NEEDED}: the server cannot find out more by itself`);
  }
  for (const effect of effects) {
    if (effect.kind === 'alarm') log.error({ recordingId, product, cause: effect.cause }, OPERATOR_NEEDED);
    else log.warn({ recordingId, product }, 'the surplus task of a repeated start will be stopped');
  }
}
