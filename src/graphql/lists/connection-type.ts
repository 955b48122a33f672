import { Field, ObjectType } from 'type-graphql';
import type { InputClass as Class } from '../../input/input-plan.ts';
import { PageInfo } from './page-info.types.ts';

/**
 * Declares the edge and the connection of a type. Returns the connection, to which the resolver of the counts adds
 * fields. `plural` names the entries in descriptions, and `order` their order.
 */
export function connectionType(name: string, type: Class, noun: string, plural = `${noun}s`, order = ''): Class {
  const capitalized = plural.charAt(0).toUpperCase() + plural.slice(1);

  @ObjectType(`${name}Edge`, { description: `A ${noun} and its cursor.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Opaque cursor of this entry, for `after` and `before`.' })
    cursor!: string;

    @Field(() => type, { description: `The ${noun}.` })
    node!: object;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${plural}${order}.`, simpleResolvers: true })
  class Connection {
    @Field(() => [Edge], { description: `${capitalized} with their cursors.` })
    edges!: readonly Edge[];

    @Field(() => [type], { description: `${capitalized} without cursors.` })
    nodes!: readonly object[];

    @Field(() => PageInfo, { description: 'Position of the page in the list.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}
