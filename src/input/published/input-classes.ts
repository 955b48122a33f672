import { isInputObjectType, type GraphQLInputObjectType, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

type InputClass = new () => object;

/** Returns every input type of a schema with its class, sorted by name. */
export function inputClasses(schema: GraphQLSchema): (readonly [GraphQLInputObjectType, InputClass])[] {
  const classes = new Map(getMetadataStorage().inputTypes.map(({ name, target }) => [name, target as InputClass]));
  return Object.values(schema.getTypeMap())
    .filter(isInputObjectType)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((type) => {
      const target = classes.get(type.name);
      if (!target) throw new Error(`the input type ${type.name} has no class`);
      return [type, target] as const;
    });
}
