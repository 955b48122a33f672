import { registerEnumType } from 'type-graphql';
import type { DeliveryView, EndpointView } from '../../src/webhooks/view.ts';

// Objects, not TypeScript enums, because the ledger uses the same values.

export const WebhookEndpointState = {
  ENABLED: 'ENABLED',
  DISABLED: 'DISABLED',
  FAILED: 'FAILED',
} as const satisfies { [State in EndpointView['state']]: State };

registerEnumType(WebhookEndpointState, {
  name: 'WebhookEndpointState',
  description: 'Whether an endpoint receives webhooks.',
  valuesConfig: {
    ENABLED: { description: 'The endpoint receives webhooks.' },
    DISABLED: {
      description: 'A client disabled the endpoint. Missed events are sent once the endpoint is enabled.',
    },
    FAILED: {
      description:
        'Delivery was given up, see cause. updateWebhookEndpoint with enabled: true sends all missed events.',
    },
  },
});

export const WebhookFailureCause = {
  GONE: 'GONE',
  FAILING: 'FAILING',
} as const satisfies { [Cause in NonNullable<EndpointView['cause']>]: Cause };

registerEnumType(WebhookFailureCause, {
  name: 'WebhookFailureCause',
  description: 'Why delivery to an endpoint was given up.',
  valuesConfig: {
    GONE: { description: 'The endpoint answered HTTP 410 (Gone).' },
    FAILING: { description: 'Every attempt failed for 84 hours, longer than all retries of one delivery take.' },
  },
});

export const WebhookDeliveryState = {
  PENDING: 'PENDING',
  DELIVERED: 'DELIVERED',
  DEAD: 'DEAD',
} as const satisfies { [State in DeliveryView['state']]: State };

registerEnumType(WebhookDeliveryState, {
  name: 'WebhookDeliveryState',
  description: 'State of a delivery.',
  valuesConfig: {
    PENDING: { description: 'Waiting for its turn, being sent, or waiting for the next attempt.' },
    DELIVERED: { description: 'The endpoint answered 2xx. Kept for 7 days.' },
    DEAD: { description: 'All attempts failed. redeliverWebhook sends the delivery again. Kept for 30 days.' },
  },
});
