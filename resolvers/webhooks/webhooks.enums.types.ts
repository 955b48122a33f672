import { registerEnumType } from 'type-graphql';
import type { DeliveryView, EndpointView } from '../../src/webhooks/view.ts';

// Objects, not TypeScript enums: the ledger takes their values as they are.

export const WebhookEndpointState = {
  ENABLED: 'ENABLED',
  DISABLED: 'DISABLED',
  FAILED: 'FAILED',
} as const satisfies { [State in EndpointView['state']]: State };

registerEnumType(WebhookEndpointState, {
  name: 'WebhookEndpointState',
  description: 'Whether an endpoint gets webhooks.',
  valuesConfig: {
    ENABLED: { description: 'It does.' },
    DISABLED: {
      description: 'It does not, because a client said so. What happens meanwhile is sent when it is enabled.',
    },
    FAILED: {
      description:
        'It does not any more, see cause. updateWebhookEndpoint with enabled: true sends all that it has missed.',
    },
  },
});

export const WebhookFailureCause = {
  GONE: 'GONE',
  FAILING: 'FAILING',
} as const satisfies { [Cause in NonNullable<EndpointView['cause']>]: Cause };

registerEnumType(WebhookFailureCause, {
  name: 'WebhookFailureCause',
  description: 'Why an endpoint gets no more webhooks.',
  valuesConfig: {
    GONE: { description: 'It answered 410, which means that it wants none.' },
    FAILING: { description: 'Every delivery to it failed for 84 hours, which is longer than all retries take.' },
  },
});

export const WebhookDeliveryState = {
  PENDING: 'PENDING',
  DELIVERED: 'DELIVERED',
  DEAD: 'DEAD',
} as const satisfies { [State in DeliveryView['state']]: State };

registerEnumType(WebhookDeliveryState, {
  name: 'WebhookDeliveryState',
  description: 'How far a delivery is.',
  valuesConfig: {
    PENDING: { description: 'It is on its way, or waits for its turn or its next attempt.' },
    DELIVERED: { description: 'The endpoint answered 2xx. Kept for 7 days.' },
    DEAD: { description: 'All attempts failed. redeliverWebhook sends it again. Kept for 30 days.' },
  },
});
