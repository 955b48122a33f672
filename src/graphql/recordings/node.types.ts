import { Field, ID, InterfaceType } from 'type-graphql';

/** Types by the beginning of their ids. */
const TYPES = { rec: 'Recording', wh: 'WebhookEndpoint', msg: 'WebhookDelivery' } as const;

/** Anything with an id of its own. By it the type is known. */
@InterfaceType({
  description: 'An object that `node` finds by its id.',
  resolveType: ({ id }: Node) => typeOfId(id),
})
export abstract class Node {
  @Field(() => ID, { description: 'Globally unique id, never reused.' })
  id!: string;
}

/** The type of what has such an id. Undefined: nothing has. */
export function typeOfId(id: string): (typeof TYPES)[keyof typeof TYPES] | undefined {
  const kind = /^([a-z]+)_/.exec(id)?.[1];
  return kind !== undefined && Object.hasOwn(TYPES, kind) ? TYPES[kind as keyof typeof TYPES] : undefined;
}
