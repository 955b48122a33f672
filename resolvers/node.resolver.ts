import { Arg, ID, Query, Resolver } from 'type-graphql';
import { Operation, query } from '../src/graphql/operation.ts';
import { Node, typeOfId } from '../src/graphql/recordings/node.types.ts';
import { isRecordingId } from '../src/domain/recording-id.ts';
import type { RecordingType } from '../src/graphql/recordings/recording.types.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import { deliveryView, endpointView, type DeliveryView, type EndpointView } from '../src/webhooks/view.ts';
import type { Webhooks } from '../src/webhooks/webhooks.ts';
import { viewOf } from './recording-view.ts';

/** Finds recordings, webhook endpoints and webhook deliveries by id. */
@Resolver()
export class NodeResolver {
  /** Without a webhook service, the resolver finds recordings only. */
  constructor(
    private readonly recordings: Recordings,
    private readonly webhooks: Webhooks | undefined,
  ) {}

  @Operation(query)
  @Query(() => Node, {
    nullable: true,
    description: 'Finds an object by its id. Null: the id is unknown, or the object has been deleted.',
  })
  async node(
    @Arg('id', () => ID, { description: 'Id of a recording, a webhook endpoint or a webhook delivery.' })
    id: string,
  ): Promise<RecordingType | EndpointView | DeliveryView | null> {
    switch (typeOfId(id)) {
      case 'Recording': {
        const row = isRecordingId(id) ? await this.recordings.reader.find(id) : undefined;
        return row ? viewOf(this.recordings, row) : null;
      }
      case 'WebhookEndpoint': {
        const endpoint = await this.webhooks?.find(id);
        return endpoint ? endpointView(endpoint) : null;
      }
      case 'WebhookDelivery': {
        const delivery = await this.webhooks?.findDelivery(id);
        return delivery ? deliveryView(delivery) : null;
      }
      case undefined:
        return null;
    }
  }
}
