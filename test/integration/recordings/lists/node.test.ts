import { buildSchema, isInterfaceType } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { typeOfId } from '../../../../src/graphql/recordings/node.types.ts';
import { newRecordingId } from '../../../../src/domain/recording-id.ts';
import { newEndpointId } from '../../../../src/webhooks/endpoint-url.ts';
import { deliveryId } from '../../../../src/webhooks/fan-out.ts';

const SCHEMA = buildSchema(readFileSync(new URL('../../../../schema.graphql', import.meta.url), 'utf8'));

describe('an id', () => {
  it.each([
    ['Recording', newRecordingId(1)],
    ['WebhookEndpoint', newEndpointId()],
    ['WebhookDelivery', deliveryId('wh_1', 1, null)],
  ])('says that it is a %s', (type, id) => {
    expect(typeOfId(id)).toBe(type);
  });

  it.each(['', 'rec', 'constructor_1', '__proto___1', 'orphan_1'])('that is none reports nothing: %j', (id) => {
    expect(typeOfId(id)).toBeUndefined();
  });
});

it('whatever has an id of its own is a node', () => {
  const node = SCHEMA.getType('Node');
  if (!isInterfaceType(node)) throw new Error('Node is no interface');
  const nodes = new Set(SCHEMA.getPossibleTypes(node).map(({ name }) => name));
  const withIds = Object.values(SCHEMA.getTypeMap()).flatMap((type) =>
    'getInterfaces' in type && 'id' in type.getFields() && type !== node ? [type.name] : [],
  );
  // The result of one stop is no thing of its own: its id is that of the recording.
  expect(withIds.filter((name) => !nodes.has(name))).toEqual(['StopRecordingResult']);
});
