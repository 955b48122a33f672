import { printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import type { RequestContext } from './context.ts';
import { RecordingFailure } from './errors.ts';
import { compileInput } from './input/compiled-input.ts';

type Method = (input: object, context: RequestContext) => Promise<object>;

/** The GraphQL schema of these resolver instances. Mutations read their input and answer errors as `mutate` says. */
export function buildGraphql(resolvers: readonly object[]): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: resolvers.map((resolver) => resolver.constructor) as NonEmptyArray<new () => object>,
    container: { get: (type: unknown) => resolvers.find((resolver) => resolver.constructor === type) },
    validate: false, // mutations are validated below, and no query takes an input class
  });
  for (const [type, description] of [
    [schema.getQueryType(), 'What can be read. No query calls a vendor yet.'],
    [schema.getMutationType(), 'What can be done. Each mutation is one signed call to a vendor.'],
  ] as const) {
    if (type) type.description = description;
  }
  compileMutations(schema, resolvers);
  return schema;
}

/** The schema as text, as in schema.graphql. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}

/**
 * Gives every mutation a resolver that does, in this order: read `input` into its class, check all its rules,
 * call the method, turn a recording failure into `errors`. It takes the place of type-graphql's, which costs more
 * with every class in the program; so it refuses what only that one knows (guards, middlewares, other arguments).
 */
function compileMutations(schema: GraphQLSchema, resolvers: readonly object[]): void {
  const fields = schema.getMutationType()?.getFields() ?? {};
  const known = new Set(resolvers.map((resolver) => resolver.constructor));
  for (const mutation of getMetadataStorage().mutations) {
    if (!known.has(mutation.target)) continue;
    const name = mutation.schemaName;
    const [argument, ...others] = mutation.params ?? [];
    if (argument?.kind !== 'arg' || argument.name !== 'input' || others.some(({ kind }) => kind !== 'context')) {
      throw new Error(`${name}: a mutation takes one argument, input, and at most the context`);
    }
    if (mutation.roles || mutation.middlewares?.length) {
      throw new Error(`${name}: guards and middlewares of type-graphql are not run here`);
    }
    const instance = resolvers.find((resolver) => resolver.constructor === mutation.target) as Record<string, Method>;
    const method = instance[mutation.methodName]!.bind(instance);
    const read = compileInput(argument.getType() as new () => object);
    fields[name]!.resolve = (_root, args: { input: object }, context: RequestContext) =>
      mutate(() => method(read(args.input, 'input'), context));
  }
}

const NO_ERRORS: readonly never[] = [];

/** Runs a mutation; what a client can act on becomes data, every other fault is thrown on. */
async function mutate(run: () => Promise<object>): Promise<object> {
  try {
    return { ...(await run()), errors: NO_ERRORS };
  } catch (error) {
    if (error instanceof RecordingFailure) return { errors: error.entries() };
    throw error;
  }
}
