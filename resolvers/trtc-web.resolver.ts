import { Arg, Mutation, Resolver } from 'type-graphql';
import type { Answer } from '../src/payload.ts';
import type { TrtcWebClient } from '../src/providers/tencent/trtc-web.client.ts';
import { TrtcStartWebRecordInput, TrtcStartWebRecordPayload } from '../src/providers/tencent/trtc-web.types.ts';

@Resolver()
export class TrtcWebResolver {
  constructor(private readonly trtcWeb: TrtcWebClient) {}

  @Mutation(() => TrtcStartWebRecordPayload, {
    description:
      'Starts the recording of a web page (TRTC StartWebRecord). It begins about 5 s later; a page that cannot be opened is reported by event only.',
  })
  trtcStartWebRecord(
    @Arg('input', () => TrtcStartWebRecordInput, { description: 'What to record.' }) input: TrtcStartWebRecordInput,
  ): Promise<Answer<TrtcStartWebRecordPayload>> {
    return this.trtcWeb.startWebRecord(input);
  }
}
