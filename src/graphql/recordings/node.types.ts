import { Field, ID, InterfaceType } from 'type-graphql';

/** Types by the prefix of the id. */
const TYPES = { rec: 'Recording', wh: 'WebhookEndpoint', msg: 'WebhookDelivery' } as const;

/** An object with a globally unique id. The id determines the type. */
@InterfaceType({
  description: 'An object that `node` finds by its id.',
  resolveType: ({ id }: Node) => typeOfId(id),
})
export abstract class Node {
  @Field(() => ID, { description: 'Globally unique id, never reused.' })
  id!: string;
}

/** Returns the type of an id; undefined: no type has such ids. */
export function typeOfId(id: string): (typeof TYPES)[keyof typeof TYPES] | undefined {
  const kind = /^([a-z]+)_/.exec(id)?.[1];
  return kind !== undefined && Object.hasOwn(TYPES, kind) ? TYPES[kind as keyof typeof TYPES] : undefined;
}
