import { Arg, Ctx, Resolver, Subscription } from 'type-graphql';
import type { RequestContext } from '../src/context.ts';
import type { Feed, RecordingEvent } from '../src/events/feed.ts';
import { OneByOne, Reader } from '../src/events/reader.ts';
import { RecordingChangeType } from '../src/recordings/recording-change.types.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import { transitionOf } from '../src/events/transition.ts';
import type { EventFilter } from '../src/events/event-filter.ts';
import { givenConditions } from '../src/input/given-conditions.ts';
import { changeOf, type ChangeView } from '../src/recordings/view.ts';
import { RecordingChangeFilterInput } from './live.input.types.ts';
import { mapped } from './mapped.ts';
import { viewOf } from './recorded.ts';

const FILTER = { nullable: true, description: 'Which changes; all when absent.' };
const AFTER = {
  nullable: true,
  description:
    'Only changes behind this cursor, those of the past included: after a pause, that of the last change that was seen. "start": all changes there ever were. Absent: changes from now on. Where the ledger was restored from a backup and the change is lost, the error EPOCH_CHANGED has the cursor to go on from.',
};

/** Opened by the method itself: src/schema.ts puts it in the place of this. */
const BY_METHOD = {
  subscribe: () => {
    throw new Error('subscriptions are opened by their methods');
  },
};

/**
 * Changes as they are committed, whichever process made them. What all readers of a change get is one object, by which
 * the server knows that their answers are the same.
 */
@Resolver()
export class LiveResolver {
  /** By how the change stands to the filter of the reader. */
  readonly #views = new WeakMap<RecordingEvent, Map<ChangeView['transition'], ChangeView>>();
  /** Batches by their last change. */
  readonly #batches = new WeakMap<ChangeView, (readonly ChangeView[])[]>();

  /** Without a feed nothing can be subscribed to. */
  constructor(
    private readonly recordings: Recordings,
    private readonly feed: Feed | undefined,
  ) {}

  @Subscription(() => RecordingChangeType, {
    ...BY_METHOD,
    description:
      'Every change of recordings, one at a time, in the order of `seq`. Nothing is left out and nothing comes twice, also over a pause: go on with `after`. With a filter, `transition` tells when a recording enters and leaves it.',
  })
  async recordingChanged(
    // type-graphql lists arguments from the last to the first
    @Arg('after', () => String, AFTER) after: string | null | undefined,
    @Arg('filter', () => RecordingChangeFilterInput, FILTER) filter: RecordingChangeFilterInput | null | undefined,
  ): Promise<AsyncIterableIterator<ChangeView>> {
    const asked = askedOf(filter);
    return mapped(new OneByOne(await this.#open(asked, after)), (event) => this.#view(event, asked));
  }

  @Subscription(() => [RecordingChangeType], {
    ...BY_METHOD,
    description:
      'The same in batches of 1 to 500: as many as there are when the client is ready for more, and fewer where each costs much. For those who catch up on many.',
  })
  async recordingChanges(
    @Arg('after', () => String, AFTER) after: string | null | undefined,
    @Arg('filter', () => RecordingChangeFilterInput, FILTER) filter: RecordingChangeFilterInput | null | undefined,
    @Ctx() { maxBatch }: RequestContext,
  ): Promise<AsyncIterableIterator<readonly ChangeView[]>> {
    const asked = askedOf(filter);
    return mapped(await this.#open(asked, after, maxBatch), (events) =>
      this.#batch(events.map((event) => this.#view(event, asked))),
    );
  }

  async #open(filter: EventFilter, after: string | null | undefined, maxBatch?: number): Promise<Reader> {
    if (!this.feed) throw new Error('this server has no feed');
    const position = await (after == null
      ? this.recordings.lastSeq()
      : this.recordings.resume(after, ['after'], this.feed.head));
    return new Reader(this.feed, filter, position, maxBatch);
  }

  #view(event: RecordingEvent, filter: EventFilter): ChangeView {
    const transition = transitionOf(event, filter) ?? null;
    const views = this.#views.get(event) ?? new Map<ChangeView['transition'], ChangeView>();
    this.#views.set(event, views);
    let view = views.get(transition);
    if (!view) {
      const { recording } = [...views.values()][0] ?? { recording: viewOf(this.recordings, event.recording) };
      views.set(transition, (view = changeOf(event.change, recording, transition)));
    }
    return view;
  }

  /** The same array for the same changes. */
  #batch(changes: readonly ChangeView[]): readonly ChangeView[] {
    const last = changes.at(-1)!;
    const known = this.#batches.get(last) ?? [];
    this.#batches.set(last, known);
    const same = known.find((batch) => batch.length === changes.length && batch.every((one, i) => one === changes[i]));
    if (!same) known.push(changes);
    return same ?? changes;
  }
}

function askedOf(filter: RecordingChangeFilterInput | null | undefined): EventFilter {
  return filter ? givenConditions(filter) : {};
}
