import { InvalidInput, RecordingFailure, type ErrorEntry } from '../../errors.ts';
import type { Place, RecordingFilter, Recording } from '../../ledger/contract/entities.ts';
import { RecordingState } from '../../domain/recording.ts';
import { isFinal } from '../../domain/state-machine.ts';
import type { EngineParts } from '../engine/engine-parts.ts';
import type { Control } from './control.ts';

/** Bound on the recordings of one call. */
export const MAX_STOPPED = 100;
/** Stops in flight at a time. */
const CONCURRENCY = 10;
/** After this time the call only records the stops, and the reconciler sends them. */
const PATIENCE_MS = 20_000;

/** Outcome of the stop of one recording. */
interface StopOutcome {
  readonly id: string;
  /** Null: the recording could not be read. */
  readonly row: Recording | null;
  readonly errors: readonly ErrorEntry[];
}

interface StoppedMany {
  readonly outcomes: readonly StopOutcome[];
  /** Whether more recordings match the filter. */
  readonly hasMore: boolean;
}

/** States of a recording that can still be stopped. */
const STOPPABLE = Object.values(RecordingState).filter(
  (state) => !isFinal(state) && state !== RecordingState.STOPPING && state !== RecordingState.PROCESSING,
);

/** Stops many recordings through the same rate limits as single stops. */
export class StopMany {
  constructor(
    private readonly parts: Pick<EngineParts, 'ledger' | 'leases'>,
    private readonly control: Control,
  ) {}

  /** Stops these recordings. The outcomes are in the order of the ids. */
  async ofIds(ids: readonly string[]): Promise<StoppedMany> {
    return { outcomes: await this.#stop(ids, (index) => ['input', 'ids', String(index)]), hasMore: false };
  }

  /** Stops the recordings that match a filter and have no stop requested, the oldest first. */
  async ofFilter(filter: RecordingFilter): Promise<StoppedMany> {
    const { states: given = STOPPABLE } = filter;
    const states = STOPPABLE.filter((state) => given.includes(state));
    const { ids, hasMore } = await this.#find({ ...filter, states, wanted: 'RECORDING' });
    return { outcomes: await this.#stop(ids, () => undefined), hasMore };
  }

  /** `pathOf`: the input path of an id; undefined if a filter found the recording. */
  async #stop(
    ids: readonly string[],
    pathOf: (index: number) => readonly string[] | undefined,
  ): Promise<readonly StopOutcome[]> {
    const { clock } = this.parts.leases;
    const startedAt = clock();
    const outcomes: StopOutcome[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < ids.length; index = next++) {
        outcomes[index] = await this.#outcome(ids[index]!, pathOf(index), clock() - startedAt < PATIENCE_MS);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    return outcomes;
  }

  /** A page can end early, so the search continues until there are enough recordings or no more pages. */
  async #find(filter: RecordingFilter): Promise<{ ids: readonly string[]; hasMore: boolean }> {
    const ids: string[] = [];
    let after: Place | undefined;
    for (;;) {
      const take = { first: MAX_STOPPED - ids.length };
      const page = await this.parts.ledger.page(filter, { order: 'OLDEST_FIRST', take, ...(after && { after }) });
      ids.push(...page.rows.map(({ id }) => id));
      after = page.reached;
      if (!after || !page.hasNext || ids.length >= MAX_STOPPED) return { ids, hasMore: page.hasNext };
    }
  }

  async #outcome(id: string, path: readonly string[] | undefined, waits: boolean): Promise<StopOutcome> {
    try {
      return { id, row: await (waits ? this.control.stop(id) : this.control.requestStop(id)), errors: [] };
    } catch (error) {
      if (!(error instanceof RecordingFailure)) throw error;
      const errors = error
        .entries()
        .map(({ path: own, ...entry }) => ({ ...entry, ...(own !== undefined && path !== undefined && { path }) }));
      return { id, row: (await this.parts.ledger.find(id).catch(() => undefined)) ?? null, errors };
    }
  }
}

/** Throws `InvalidInput` unless the call selects recordings in exactly one way. */
export function checkWhich(input: {
  readonly ids: readonly string[];
  readonly isFiltered: boolean;
  readonly all: boolean;
}): void {
  const ways = [input.ids.length > 0, input.isFiltered, input.all].filter(Boolean).length;
  if (ways === 1) return;
  const message =
    ways === 0
      ? 'Select the recordings by ids, by a filter with a condition, or by all: true. A filter without a condition does not select all recordings.'
      : 'Give one of ids, filter and all, not several.';
  throw new InvalidInput([{ path: ['input', 'ids'], message }]);
}
