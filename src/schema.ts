import { printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import type { RequestContext } from './context.ts';
import { RecordingFailure } from './errors.ts';
import { compileInput } from './input/compiled-input.ts';

type Method = (input: object, context: RequestContext) => Promise<object>;

/** The GraphQL schema of these resolver instances. Fields with an input read it, and answer errors, as `compileFields` says. */
export function buildGraphql(resolvers: readonly object[]): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: resolvers.map((resolver) => resolver.constructor) as NonEmptyArray<new () => object>,
    container: { get: (type: unknown) => resolvers.find((resolver) => resolver.constructor === type) },
    validate: false, // inputs are checked below
  });
  for (const [type, description] of [
    [schema.getQueryType(), 'What can be read. Most queries with an input are one signed call to a vendor.'],
    [schema.getMutationType(), 'What can be done. Each mutation is one signed call to a vendor.'],
  ] as const) {
    if (type) type.description = description;
  }
  compileFields(schema, resolvers);
  return schema;
}

/** The schema as text, as in schema.graphql. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}

/**
 * Gives every field that takes an `input` a resolver that does, in this order: read it into its class, check all its
 * rules, call the method, turn a recording failure into `errors`. It takes the place of type-graphql's, which costs more
 * with every class in the program; so it refuses what only that one knows (guards, middlewares, other arguments).
 */
function compileFields(schema: GraphQLSchema, resolvers: readonly object[]): void {
  const known = new Set(resolvers.map((resolver) => resolver.constructor));
  const { queries, mutations } = getMetadataStorage();
  for (const root of [...queries, ...mutations]) {
    if (!known.has(root.target)) continue;
    const name = root.schemaName;
    const [argument, ...others] = root.params ?? [];
    if (!argument && queries.includes(root)) continue; // nothing to read, nobody to call
    if (argument?.kind !== 'arg' || argument.name !== 'input' || others.some(({ kind }) => kind !== 'context')) {
      throw new Error(`${name}: a field takes one argument, input, and at most the context`);
    }
    if (root.roles || root.middlewares?.length) {
      throw new Error(`${name}: guards and middlewares of type-graphql are not run here`);
    }
    const instance = resolvers.find((resolver) => resolver.constructor === root.target) as Record<string, Method>;
    const method = instance[root.methodName]!.bind(instance);
    const read = compileInput(argument.getType() as new () => object);
    const type = queries.includes(root) ? schema.getQueryType() : schema.getMutationType();
    type!.getFields()[name]!.resolve = (_root, args: { input: object }, context: RequestContext) =>
      settle(() => method(read(args.input, INPUT_PATH), context));
  }
}

const INPUT_PATH: readonly string[] = ['input'];
const NO_ERRORS: readonly never[] = [];

/** Runs a call; what a client can act on becomes data, every other fault is thrown on. */
async function settle(run: () => Promise<object>): Promise<object> {
  try {
    return { ...(await run()), errors: NO_ERRORS };
  } catch (error) {
    if (error instanceof RecordingFailure) return { errors: error.entries() };
    throw error;
  }
}
