import { InvalidInput, RecordingFailure, type ErrorEntry } from '../../errors.ts';
import type { Place, RecordingFilter, RecordingRow } from '../../ledger/contract/rows.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { RecordingState } from '../../domain/recording.ts';
import type { Recordings } from '../recordings.ts';

/** Recordings that one call stops. */
export const MAX_STOPPED = 100;
/** So many vendors' answers are waited for at once. */
const AT_ONCE = 10;
/** After that nobody waits for vendors any more: the wish is put down, and the reconciler carries it out. */
const PATIENCE_MS = 20_000;

/** What became of the stop of one recording. */
export interface StopOutcome {
  readonly id: string;
  /** Null: the recording could not be read. */
  readonly row: RecordingRow | null;
  readonly errors: readonly ErrorEntry[];
}

export interface StoppedMany {
  readonly outcomes: readonly StopOutcome[];
  /** Whether more recordings fulfil the filter. */
  readonly hasMore: boolean;
}

/** What can still be stopped: it goes on, or may. */
const STOPPABLE = Object.values(RecordingState).filter(
  (state) => !isFinal(state) && state !== RecordingState.STOPPING && state !== RecordingState.PROCESSING,
);

/** Stops many recordings, some at a time: through the same waiting lines as single stops. */
export class StopMany {
  constructor(private readonly recordings: Recordings) {}

  /** Stops these recordings. The outcomes come in their order. */
  async ofIds(ids: readonly string[]): Promise<StoppedMany> {
    return { outcomes: await this.#stop(ids, (place) => ['input', 'ids', String(place)]), hasMore: false };
  }

  /** `pathOf`: where the client named a recording; undefined where a filter found it. */
  async #stop(
    ids: readonly string[],
    pathOf: (place: number) => readonly string[] | undefined,
  ): Promise<readonly StopOutcome[]> {
    const { clock } = this.recordings.desk;
    const begun = clock();
    const outcomes: StopOutcome[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let place = next++; place < ids.length; place = next++) {
        outcomes[place] = await this.#outcome(ids[place]!, pathOf(place), clock() - begun < PATIENCE_MS);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return outcomes;
  }

  /** Stops what fulfils a filter and is not to stop yet, the oldest recordings first. */
  async ofFilter(filter: RecordingFilter): Promise<StoppedMany> {
    const { states = STOPPABLE } = filter;
    const asked: RecordingFilter = {
      ...filter,
      states: STOPPABLE.filter((state) => states.includes(state)),
      wanted: 'RECORDING',
    };
    const { ids, hasMore } = await this.#find(asked);
    return { outcomes: await this.#stop(ids, () => undefined), hasMore };
  }

  /** Finds the oldest, however many others lie in front: a page can end early, and another call would begin there again. */
  async #find(filter: RecordingFilter): Promise<{ ids: readonly string[]; hasMore: boolean }> {
    const ids: string[] = [];
    let after: Place | undefined;
    for (;;) {
      const take = { first: MAX_STOPPED - ids.length };
      const page = await this.recordings.page(filter, { order: 'OLDEST_FIRST', take, ...(after && { after }) });
      ids.push(...page.rows.map(({ id }) => id));
      after = page.reached;
      if (!after || !page.hasNext || ids.length >= MAX_STOPPED) return { ids, hasMore: page.hasNext };
    }
  }

  async #outcome(id: string, path: readonly string[] | undefined, isPatient: boolean): Promise<StopOutcome> {
    const { control } = this.recordings;
    try {
      return { id, row: await (isPatient ? control.stop(id) : control.wishStop(id)), errors: [] };
    } catch (error) {
      if (!(error instanceof RecordingFailure)) throw error;
      const errors = error
        .entries()
        .map(({ path: own, ...entry }) => ({ ...entry, ...(own !== undefined && path !== undefined && { path }) }));
      return { id, row: (await this.recordings.find(id).catch(() => undefined)) ?? null, errors };
    }
  }
}

/** Refuses a call that does not say which recordings, or says it twice. */
export function checkWhich(input: {
  readonly ids: readonly string[];
  readonly isFiltered: boolean;
  readonly all: boolean;
}): void {
  const ways = [input.ids.length > 0, input.isFiltered, input.all].filter(Boolean).length;
  if (ways === 1) return;
  const message =
    ways === 0
      ? 'Say which recordings: give ids, or a filter with a condition, or all: true. An empty filter is no way to stop everything.'
      : 'Give one of ids, filter and all, not several.';
  throw new InvalidInput([{ path: ['input', 'ids'], message }]);
}
