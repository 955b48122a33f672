import { Arg, Mutation, Resolver } from 'type-graphql';
import type { Answer } from '../src/payload.ts';
import type { TiwClient } from '../src/providers/tencent/tiw.client.ts';
import { TiwStartOnlineRecordInput, TiwStartOnlineRecordPayload } from '../src/providers/tencent/tiw.types.ts';

@Resolver()
export class TiwResolver {
  constructor(private readonly tiw: TiwClient) {}

  @Mutation(() => TiwStartOnlineRecordPayload, {
    description: 'Starts the recording of an interactive whiteboard class (TIW StartOnlineRecord).',
  })
  tiwStartOnlineRecord(
    @Arg('input', () => TiwStartOnlineRecordInput, { description: 'What to record.' }) input: TiwStartOnlineRecordInput,
  ): Promise<Answer<TiwStartOnlineRecordPayload>> {
    return this.tiw.startOnlineRecord(input);
  }
}
