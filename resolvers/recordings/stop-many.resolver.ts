import { Extensions, Resolver } from 'type-graphql';
import { InputArg, PayloadMutation } from '../../src/graphql/root-fields.ts';
import type { Answer } from '../../src/graphql/payload.ts';
import type { Recordings } from '../../src/recordings/recordings.ts';
import { checkWhich } from '../../src/recordings/actions/stop-many.ts';
import { viewOf } from '../recording-view.ts';
import { filterOf } from './filter.ts';
import { StopRecordingsInput, StopRecordingsPayload } from './stop-many.types.ts';

@Resolver()
export class StopManyResolver {
  constructor(private readonly service: Recordings) {}

  @Extensions({ many: true }) // limited to a single call per request
  @PayloadMutation(
    StopRecordingsPayload,
    'Stops up to 100 recordings: those named by ids, or the oldest that a filter selects. Each stop works as stopRecording does. After 20 s the remaining stops continue in the background. A failed stop does not prevent the others.',
  )
  async stopRecordings(
    @InputArg(StopRecordingsInput, 'Selects the recordings: by ids, by a filter, or all.')
    { ids, filter, all }: StopRecordingsInput,
  ): Promise<Answer<StopRecordingsPayload>> {
    const conditions = filterOf(filter);
    const isFiltered = Object.keys(conditions).length > 0;
    checkWhich({ ids: ids ?? [], isFiltered, all: all ?? false });
    const { stopMany } = this.service;
    const { outcomes, hasMore } = await (ids?.length ? stopMany.ofIds(ids) : stopMany.ofFilter(conditions));
    const results = outcomes.map(({ id, row, errors }) => ({
      id,
      recording: row && viewOf(this.service, row),
      errors,
    }));
    return { results, hasMore };
  }
}
