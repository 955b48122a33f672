import { IdempotencyKeyReused } from '../../errors.ts';
import type { KeyRow, RecordingRow } from '../../ledger/contract/rows.ts';
import type { Desk } from '../engine/desk.ts';
import { isHashOf } from './input-hash.ts';
import { startErrorsOf } from '../lifecycle/failure.ts';
import { RecordingState } from '../../domain/recording.ts';
import type { StartOutcome } from '../starts/start-request.ts';
import { outcomeOfTwin } from './twin.ts';

/** Answers calls whose idempotency key was used before. */
export class Replays {
  constructor(private readonly desk: Desk) {}

  /** The outcome of the start that a key stands for, waited for while it is under way. Throws when it is not the same call. */
  async ofStart(key: KeyRow, operation: string, input: object): Promise<StartOutcome> {
    if (key.operation !== operation || !isHashOf(key.inputHash, input) || key.recordingId === null) {
      throw new IdempotencyKeyReused();
    }
    const row = await this.#settled(key.recordingId);
    return { row, replayed: true, errors: startErrorsOf(row), preview: null };
  }

  #settled(recordingId: string): Promise<RecordingRow> {
    return outcomeOfTwin(this.desk, async () => {
      const row = await this.desk.ledger.find(recordingId);
      if (!row) throw new Error('an idempotency key without its recording');
      return row.accepted || !isUnderWay(row) ? row : undefined;
    });
  }
}

function isUnderWay({ state }: RecordingRow): boolean {
  return state === RecordingState.REQUESTED || state === RecordingState.STARTING;
}
