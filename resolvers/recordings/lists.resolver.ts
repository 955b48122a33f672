import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { Operation, query } from '../../src/graphql/operation.ts';
import type { RequestContext } from '../../src/graphql/context.ts';
import { connectionOf, windowOf } from '../../src/graphql/lists/connection.ts';
import { fault, type Connection } from '../../src/graphql/lists/connections.ts';
import { RecordingConnection, RecordingCount } from '../../src/graphql/lists/recordings.types.ts';
import { isRecordingId } from '../../src/domain/recording-id.ts';
import { RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import type { Recordings } from '../../src/recordings/recordings.ts';
import { bytesOfRecording, sum } from '../loaded-bytes.ts';
import { viewOf } from '../recording-view.ts';
import { pageArguments } from '../lists/page-arguments.ts';
import { counted, type Counted } from '../lists/counts.resolver.ts';
import { filterOf } from './filter.ts';
import { RecordingFilterInput, RecordingGrouping, RecordingOrder } from './filter.input.types.ts';

const ARGUMENTS = pageArguments(20, 100);
const ORDER = {
  nullable: true,
  defaultValue: RecordingOrder.NEWEST_FIRST,
  description: 'Order of the list. Default: NEWEST_FIRST.',
};
const FILTER = { nullable: true, description: 'Selects recordings. Absent: all.' };

/** Queries for a recording, lists and counts of recordings. */
@Resolver()
export class RecordingListsResolver {
  constructor(private readonly service: Recordings) {}

  @Operation(query)
  @Query(() => RecordingType, { nullable: true, description: 'Returns one recording. Null: the id is unknown.' })
  async recording(@Arg('id', () => ID, { description: 'Recording.id.' }) id: string): Promise<RecordingType | null> {
    const row = isRecordingId(id) ? await this.service.reader.find(id) : undefined;
    return row ? viewOf(this.service, row) : null;
  }

  @Operation(query)
  @Query(() => RecordingConnection, {
    description:
      'Lists recordings. Each page reads at most 10,000 recordings, so a selective filter can return a short or empty page: if hasNextPage is true, continue from endCursor. See docs/lists.md.',
  })
  async recordings(
    // type-graphql lists arguments from the last to the first
    @Arg('orderBy', () => RecordingOrder, ORDER)
    orderBy: RecordingOrder | null | undefined,
    @Arg('filter', () => RecordingFilterInput, FILTER) filter: RecordingFilterInput | null | undefined,
    @Arg('before', () => String, ARGUMENTS.before) before: string | null | undefined,
    @Arg('last', () => Int, ARGUMENTS.last) @ARGUMENTS.size last: number | null | undefined,
    @Arg('after', () => String, ARGUMENTS.after) after: string | null | undefined,
    @Arg('first', () => Int, ARGUMENTS.first) @ARGUMENTS.size first: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Connection<RecordingType> & Counted> {
    const order = orderBy ?? RecordingOrder.NEWEST_FIRST;
    const window = windowOf({ first, after, last, before }, order);
    const conditions = filterOf(filter);
    const page = await this.service.reader.page(conditions, window, context.budget?.looks);
    const bytes = sum(page.rows, bytesOfRecording);
    context.budget?.countRead(bytes);
    context.budget?.countWritten(bytes);
    const connection = connectionOf(page, order, 'first' in window.take, (row) => viewOf(this.service, row));
    return counted(connection, () => this.service.reader.countOf(conditions, context.budget?.looks));
  }

  @Operation(query)
  @Query(() => [RecordingCount], {
    description:
      'Counts recordings by one property, largest group first; groups without recordings are left out. Counts are bounded: see isExact and docs/lists.md.',
  })
  async recordingCounts(
    @Arg('filter', () => RecordingFilterInput, FILTER) filter: RecordingFilterInput | null | undefined,
    @Arg('label', () => String, {
      nullable: true,
      description:
        'Name of the label to count by. From 1 to 63 characters. Required with groupBy LABEL, otherwise forbidden.',
    })
    label: string | null | undefined,
    @Arg('groupBy', () => RecordingGrouping, { description: 'Property to count by.' }) groupBy: RecordingGrouping,
    @Ctx() { budget }: RequestContext,
  ): Promise<readonly RecordingCount[]> {
    const { reader, recorders } = this.service;
    const name = label ?? '';
    if (groupBy !== 'LABEL') {
      if (name !== '') throw fault('label', 'label must be absent unless groupBy is LABEL');
      return reader.countsBy(groupBy, filterOf(filter), recorders.products, budget?.looks);
    }
    if (name === '' || name.length > 63) throw fault('label', 'label must have 1 to 63 characters with groupBy LABEL');
    return reader.countsBy({ label: name }, filterOf(filter), recorders.products, budget?.looks);
  }
}
