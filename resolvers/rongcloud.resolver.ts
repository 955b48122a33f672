import { Arg, Mutation, Resolver } from 'type-graphql';
import type { Answer } from '../src/payload.ts';
import type { RongcloudClient } from '../src/providers/rongcloud/rongcloud.client.ts';
import { RongcloudStartRecordInput, RongcloudStartRecordPayload } from '../src/providers/rongcloud/rongcloud.types.ts';

@Resolver()
export class RongcloudResolver {
  constructor(private readonly rongcloud: RongcloudClient) {}

  @Mutation(() => RongcloudStartRecordPayload, {
    description: 'Starts the recording of a running RTC session (RongCloud startRecord).',
  })
  rongcloudStartRecord(
    @Arg('input', () => RongcloudStartRecordInput, { description: 'What to record.' }) input: RongcloudStartRecordInput,
  ): Promise<Answer<RongcloudStartRecordPayload>> {
    return this.rongcloud.startRecord(input);
  }
}
