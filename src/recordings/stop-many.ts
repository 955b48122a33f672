import { InvalidInput, RecordingFailure, type ErrorEntry } from '../errors.ts';
import type { RecordingFilter, RecordingRow } from '../ledger/contract/rows.ts';
import { isFinal } from '../domain/life.ts';
import { RecordingState } from '../domain/recording.ts';
import type { Recordings } from './recordings.ts';

/** Recordings that one call stops. */
export const MOST_STOPPED = 100;
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
    const { clock } = this.recordings.desk;
    const begun = clock();
    const outcomes: StopOutcome[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let place = next++; place < ids.length; place = next++) {
        outcomes[place] = await this.#outcome(ids[place]!, place, clock() - begun < PATIENCE_MS);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { outcomes, hasMore: false };
  }

  /** Stops what fulfils a filter and is not to stop yet, the oldest recordings first. */
  async ofFilter(filter: RecordingFilter): Promise<StoppedMany> {
    const { states = STOPPABLE } = filter;
    const asked: RecordingFilter = {
      ...filter,
      states: STOPPABLE.filter((state) => states.includes(state)),
      wanted: 'RECORDING',
    };
    const { rows, hasNext } = await this.recordings.page(asked, {
      order: 'OLDEST_FIRST',
      take: { first: MOST_STOPPED },
    });
    const { outcomes } = await this.ofIds(rows.map(({ id }) => id));
    return { outcomes, hasMore: hasNext };
  }

  async #outcome(id: string, place: number, isPatient: boolean): Promise<StopOutcome> {
    const { control } = this.recordings;
    try {
      return { id, row: await (isPatient ? control.stop(id) : control.wishStop(id)), errors: [] };
    } catch (error) {
      if (!(error instanceof RecordingFailure)) throw error;
      const path = ['input', 'ids', String(place)];
      const errors = error.entries().map((entry) => (entry.path ? { ...entry, path } : entry));
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
