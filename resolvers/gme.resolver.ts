import { Arg, Mutation, Resolver } from 'type-graphql';
import type { Answer } from '../src/payload.ts';
import type { GmeClient } from '../src/providers/tencent/gme.client.ts';
import { GmeStartRecordInput, GmeStartRecordPayload } from '../src/providers/tencent/gme.types.ts';

@Resolver()
export class GmeResolver {
  constructor(private readonly gme: GmeClient) {}

  @Mutation(() => GmeStartRecordPayload, {
    description: 'Starts the recording of a game voice room (GME StartRecord).',
  })
  gmeStartRecord(
    @Arg('input', () => GmeStartRecordInput, { description: 'What to record.' }) input: GmeStartRecordInput,
  ): Promise<Answer<GmeStartRecordPayload>> {
    return this.gme.startRecord(input);
  }
}
