import { Arg, Ctx, Query, Resolver, Subscription } from 'type-graphql';
import { FlatMapIterator } from '../../src/concurrency/pull-iterator.ts';
import { Operation, query, subscription } from '../../src/graphql/operation.ts';
import type { RequestContext } from '../../src/graphql/context.ts';
import type { ChangeFeed, RecordingEvent } from '../../src/events/change-feed.ts';
import { ChangeReader } from '../../src/events/change-reader.ts';
import { RecordingChangeType } from '../../src/graphql/recordings/recording-change.types.ts';
import { cursorAt, resume } from '../../src/events/resume.ts';
import type { Recordings } from '../../src/recordings/recordings.ts';
import { transitionOf, type EventFilter } from '../../src/events/event-filter.ts';
import { omitEmptyConditions } from '../../src/input/omit-empty-conditions.ts';
import { changeOf, type ChangeView } from '../../src/graphql/recordings/view.ts';
import { RecordingChangeFilterInput } from './live.input.types.ts';
import { viewOf } from '../recording-view.ts';

const FILTER = { nullable: true, description: 'Selects changes. Absent: all.' };
const AFTER = {
  nullable: true,
  description:
    'Resumes after this change: RecordingChange.cursor of the last change received. "start": from the first change ever. Absent: from now on. The header Last-Event-ID of an event stream overrides it. After a restore that lost the change, the error EPOCH_CHANGED has the cursor to continue from.',
};

const LAST_EVENT_ID = 'Last-Event-ID';

/**
 * Start position of a subscription. A client that reconnects sends the old `after` together with the id of the last
 * event.
 */
interface Begin {
  readonly after: string | null | undefined;
  readonly lastEventId: string | undefined;
}

/** The changes of a subscription, and the cursor of the start position. */
interface Changes<Told> extends AsyncIterableIterator<Told> {
  readonly cursor: string;
}

/** type-graphql requires `subscribe`; `@Operation(subscription)` replaces it by the method. */
const BY_METHOD = {
  subscribe: () => {
    throw new Error('subscriptions are opened by their methods');
  },
};

/**
 * Subscriptions to committed changes of all processes. All readers of a change share an object, so the server
 * recognises equal answers.
 */
@Resolver()
export class LiveResolver {
  /** Views of a change, by transition: the recording enters the filter, leaves the filter, or stays in the filter. */
  readonly #views = new WeakMap<RecordingEvent, Map<ChangeView['transition'], ChangeView>>();
  /** Batches by the last change. */
  readonly #batches = new WeakMap<ChangeView, (readonly ChangeView[])[]>();

  /** Without a feed, subscriptions fail. */
  constructor(
    private readonly recordings: Recordings,
    private readonly feed: ChangeFeed | undefined,
  ) {}

  @Operation(query)
  @Query(() => String, {
    description:
      'Cursor of the latest change; "start" before the first. To miss nothing: read it in a request of its own, then read your recordings, then subscribe with it as `after`. See docs/subscriptions.md.',
  })
  async changesCursor(): Promise<string> {
    const { reader } = this.recordings;
    return cursorAt(await reader.epochs(), await reader.lastSeq());
  }

  @Operation(subscription)
  @Subscription(() => RecordingChangeType, {
    ...BY_METHOD,
    description:
      'Sends every change of the selected recordings once, in order of `seq`. After a disconnect, resume with `after`. With a filter, `transition` shows when a recording begins or ceases to match.',
  })
  async recordingChanged(
    // type-graphql lists arguments from the last to the first
    @Arg('after', () => String, AFTER) after: string | null | undefined,
    @Arg('filter', () => RecordingChangeFilterInput, FILTER) filter: RecordingChangeFilterInput | null | undefined,
    @Ctx() { lastEventId }: RequestContext,
  ): Promise<Changes<ChangeView>> {
    const conditions = conditionsOf(filter);
    const { reader, cursor } = await this.#open(conditions, { after, lastEventId });
    const changes = new FlatMapIterator(reader, (events) => events.map((event) => this.#view(event, conditions)));
    return Object.assign(changes, { cursor });
  }

  @Operation(subscription)
  @Subscription(() => [RecordingChangeType], {
    ...BY_METHOD,
    description:
      'Sends the changes of recordingChanged in batches of 1 to 500. For clients that catch up on many changes.',
  })
  async recordingChanges(
    @Arg('after', () => String, AFTER) after: string | null | undefined,
    @Arg('filter', () => RecordingChangeFilterInput, FILTER) filter: RecordingChangeFilterInput | null | undefined,
    @Ctx() { lastEventId, maxBatch }: RequestContext,
  ): Promise<Changes<readonly ChangeView[]>> {
    const conditions = conditionsOf(filter);
    const { reader, cursor } = await this.#open(conditions, { after, lastEventId }, maxBatch);
    const batches = new FlatMapIterator(reader, (events) => [
      this.#batch(events.map((event) => this.#view(event, conditions))),
    ]);
    return Object.assign(batches, { cursor });
  }

  async #open(
    filter: EventFilter,
    { after, lastEventId }: Begin,
    maxBatch?: number,
  ): Promise<{ readonly reader: ChangeReader; readonly cursor: string }> {
    const { feed } = this;
    const { reader } = this.recordings;
    if (!feed) throw new Error('this server has no feed');
    const place = (cursor: string, path: string): Promise<number> => resume(reader, cursor, [path], feed.head);
    const position = await (lastEventId !== undefined
      ? place(lastEventId, LAST_EVENT_ID)
      : after == null
        ? reader.lastSeq()
        : place(after, 'after'));
    return {
      reader: new ChangeReader(feed, filter, position, maxBatch),
      cursor: cursorAt(await reader.epochs(), position),
    };
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

  /** Returns the same array for the same changes. */
  #batch(changes: readonly ChangeView[]): readonly ChangeView[] {
    const last = changes.at(-1)!;
    const known = this.#batches.get(last) ?? [];
    this.#batches.set(last, known);
    const same = known.find((batch) => batch.length === changes.length && batch.every((one, i) => one === changes[i]));
    if (!same) known.push(changes);
    return same ?? changes;
  }
}

function conditionsOf(filter: RecordingChangeFilterInput | null | undefined): EventFilter {
  return filter ? omitEmptyConditions(filter) : {};
}
