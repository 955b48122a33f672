import { specifiedDirectives, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import { compileInput } from '../input/compiled-input.ts';
import { markOneOfs } from '../input/exactly-one.ts';
import { CONSTRAINT } from '../input/published/constraint.ts';
import { inputClasses } from '../input/published/input-classes.ts';
import { inputSchemas } from '../input/published/json-schema.ts';
import { schemaWithConstraints } from '../input/published/sdl.ts';
import type { Executor } from '../recordings/idempotency/executor.ts';
import type { Refuse } from './errors-as-data.ts';
import type { InputClass } from '../input/input-plan.ts';
import { runOf, type Parameter, type RootMethod, type Run, type Running } from './operation.ts';

/** Builds the GraphQL schema of resolver instances. Without an executor, idempotency keys have no effect. */
export function buildGraphql(resolvers: readonly object[], executor?: Executor): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: resolvers.map((resolver) => resolver.constructor) as NonEmptyArray<new () => object>,
    container: { get: (type: unknown) => resolvers.find((resolver) => resolver.constructor === type) },
    validate: false, // operation.ts checks inputs
    skipCheck: true, // GraphQL checks the schema at the first operation
    pubSub: NO_TOPICS,
    directives: [...specifiedDirectives, CONSTRAINT],
  });
  schema.description = DESCRIPTION;
  markOneOfs(schema);
  for (const [type, description] of [
    [
      schema.getQueryType(),
      'Read operations. A query named after a product makes one signed call to the vendor; all others read the database of this server.',
    ],
    [
      schema.getMutationType(),
      'Write operations. A mutation makes at most one signed call to a vendor; stopRecordings makes one per recording.',
    ],
    [
      schema.getSubscriptionType(),
      'Live changes, over WebSocket at /graphql (graphql-transport-ws) and as server-sent events at /graphql/stream.',
    ],
  ] as const) {
    if (type) type.description = description;
  }
  bindRootFields(schema, resolvers, executor);
  inputClasses(schema); // before a schema of other products is built
  return schema;
}

const DESCRIPTION =
  'Starts, watches and stops cloud recordings of several vendors. Every start creates a Recording with its state and its files. Errors that a client can handle are in `errors` of the payload. The rules of the inputs are machine-readable: @constraint and /schemas/<Input>.json.';

/** type-graphql requires topics for subscriptions; here the methods of subscriptions open their streams. */
const NO_TOPICS = {
  subscribe(): never {
    throw new Error('there are no topics');
  },
  publish(): never {
    throw new Error('there are no topics');
  },
};

/** Returns the JSON Schema of each input as text, by the name of the input: as in schemas/inputs. */
export function inputSchemaTexts(schema: GraphQLSchema): ReadonlyMap<string, string> {
  return new Map([...inputSchemas(schema)].map(([name, jsonSchema]) => [name, JSON.stringify(jsonSchema, null, 2)]));
}

/** Returns the schema as text, as in schema.graphql. */
export function schemaText(schema: GraphQLSchema): string {
  return schemaWithConstraints(schema);
}

/**
 * Gives each root field the resolver of its method's `@Operation`. Rejects methods without `@Operation`, and guards and
 * middlewares of type-graphql, which would not run.
 */
function bindRootFields(schema: GraphQLSchema, resolvers: readonly object[], executor: Executor | undefined): void {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  const bind = (type: GraphQLObjectType | null | undefined, roots: readonly Root[], isStream = false): void => {
    for (const root of roots) {
      const resolver = resolvers.find(({ constructor }) => constructor === root.target);
      if (!resolver) continue;
      const field = type!.getFields()[root.schemaName]!;
      const { run, ...method } = rootMethodOf(root, resolver);
      const { resolve, refuse } = run(method, executor);
      bound.set(field, { parameters: method.parameters, refuse });
      if (isStream) field.subscribe = resolve;
      field.resolve = isStream ? (change: unknown) => change : resolve;
    }
  };
  bind(schema.getQueryType(), queries);
  bind(schema.getMutationType(), mutations);
  bind(schema.getSubscriptionType(), subscriptions, true);
}

function rootMethodOf(root: Root, resolver: object): RootMethod & { readonly run: Run } {
  const { schemaName: name, methodName, roles, middlewares, params = [] } = root;
  const method = (resolver as Readonly<Record<string, RootMethod['call']>>)[methodName]!;
  const run = runOf(method);
  if (!run) throw new Error(`${name}: @Operation must name what runs the method`);
  if (roles || middlewares?.length) throw new Error(`${name}: guards and middlewares of type-graphql are not run here`);
  const { inputTypes } = getMetadataStorage();
  const inOrder = [...params].sort((a, b) => a.index - b.index); // type-graphql lists the last parameter first
  const parameters = inOrder.map((param): Parameter => {
    if (param.kind === 'context') return { argument: null };
    if (param.kind !== 'arg') throw new Error(`${name}: ${param.kind} is not supported`);
    const input = inputTypes.find(({ target }) => target === param.getType());
    if (!input) return { argument: param.name };
    const inputClass = input.target as InputClass;
    return { argument: param.name, inputClass, read: compileInput(inputClass) };
  });
  return { name, run, parameters, call: method.bind(resolver) };
}

type Root = ReturnType<typeof getMetadataStorage>['queries'][number];
type AnyField = GraphQLField<unknown, unknown>;

const bound = new WeakMap<AnyField, Pick<RootMethod, 'parameters'> & Pick<Running, 'refuse'>>();

/** The class of an argument of a root field; undefined for scalars and enums. */
export function inputClassOf(field: AnyField, name: string): InputClass | undefined {
  return bound.get(field)?.parameters.find(({ argument }) => argument === name)?.inputClass;
}

/** How a field answers an input with faults in its payload; undefined for fields without such a payload. */
export function refuseOf(field: AnyField): Refuse | undefined {
  return bound.get(field)?.refuse;
}
