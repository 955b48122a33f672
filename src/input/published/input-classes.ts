import { isInputObjectType, type GraphQLInputObjectType, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { InputClass } from '../input-plan.ts';

type InputClasses = readonly (readonly [GraphQLInputObjectType, InputClass])[];

const known = new WeakMap<GraphQLSchema, InputClasses>();

/**
 * Returns every input type of a schema with its class, sorted by name. The first call must precede the build of another
 * schema, whose classes may have the same names.
 */
export function inputClasses(schema: GraphQLSchema): InputClasses {
  const found = known.get(schema) ?? classesOf(schema);
  known.set(schema, found);
  return found;
}

function classesOf(schema: GraphQLSchema): InputClasses {
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
