import { Query, Resolver } from 'type-graphql';
import { Operation, query } from '../src/graphql/operation.ts';
import type { KnownCallbacks, Recordings } from '../src/recordings/recordings.ts';
import { CallbackCountType } from '../src/graphql/recordings/callback-count.types.ts';

@Resolver()
export class CallbacksResolver {
  constructor(private readonly service: Recordings) {}

  @Operation(query)
  @Query(() => [CallbackCountType], {
    description: 'Number of stored vendor callbacks, by source, type and state.',
  })
  callbackCounts(): Promise<readonly KnownCallbacks[]> {
    return this.service.callbackCounts();
  }
}
