import { printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import { asClient } from './calls/calling-client.ts';
import type { RequestContext } from './context.ts';
import { InvalidInput, RecordingFailure, type ErrorEntry } from './errors.ts';
import { compileInput, type InputReader } from './input/compiled-input.ts';

/** Runs an operation once for each idempotency key, and gives the first answer again after that. */
export interface OnlyOnce {
  run(key: string, operation: string, input: object, run: () => Promise<Answered>): Promise<Answered>;
}

/** What a method of a resolver gives: a payload, with the errors that it has something beside to say to. */
type Answered = Readonly<Record<string, unknown>> & { readonly errors?: readonly ErrorEntry[] };
type Method = (...args: readonly unknown[]) => Promise<Answered>;
type Root = ReturnType<typeof getMetadataStorage>['queries'][number];

/** The GraphQL schema of these resolver instances. Fields with an input read it, and answer errors, as `compileFields` says. */
export function buildGraphql(resolvers: readonly object[], once?: OnlyOnce): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: resolvers.map((resolver) => resolver.constructor) as NonEmptyArray<new () => object>,
    container: { get: (type: unknown) => resolvers.find((resolver) => resolver.constructor === type) },
    validate: false, // inputs are checked below
    skipCheck: true, // GraphQL checks a schema itself when the first operation comes
    pubSub: NO_TOPICS,
  });
  for (const [type, description] of [
    [
      schema.getQueryType(),
      'What can be read. Queries named after a product are one signed call to its vendor; the others read the ledger.',
    ],
    [
      schema.getMutationType(),
      'What can be done. Each mutation is at most one signed call to a vendor; stopRecordings is one for each recording.',
    ],
    [
      schema.getSubscriptionType(),
      'What is told as it happens: over WebSocket at /graphql (graphql-transport-ws) and as server-sent events at /graphql/stream.',
    ],
  ] as const) {
    if (type) type.description = description;
  }
  compileFields(schema, resolvers, once);
  return schema;
}

/** type-graphql asks for one where there are subscriptions; ours open their streams themselves. */
const NO_TOPICS = {
  subscribe(): never {
    throw new Error('there are no topics');
  },
  publish(): never {
    throw new Error('there are no topics');
  },
};

/** The schema as text, as in schema.graphql. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}

/**
 * Gives every root field that takes arguments a resolver that does, in this order: read the inputs into their classes,
 * check all their rules, call the method, turn a recording failure into `errors`. It takes the place of type-graphql's,
 * which costs more with every class in the program; so it refuses what only that one knows (guards, middlewares).
 * The method of a subscription gives its stream.
 */
function compileFields(schema: GraphQLSchema, resolvers: readonly object[], once: OnlyOnce | undefined): void {
  const known = new Set(resolvers.map((resolver) => resolver.constructor));
  const { queries, mutations, subscriptions } = getMetadataStorage();
  for (const root of subscriptions) {
    if (!known.has(root.target)) continue;
    const field = schema.getSubscriptionType()!.getFields()[root.schemaName]!;
    field.subscribe = lookingUp(root, methodOf(root, resolvers));
    field.resolve = (payload) => payload;
  }
  for (const root of [...queries, ...mutations]) {
    if (!known.has(root.target)) continue;
    const name = root.schemaName;
    const isMutation = mutations.includes(root);
    if (root.roles || root.middlewares?.length) {
      throw new Error(`${name}: guards and middlewares of type-graphql are not run here`);
    }
    const names = (root.params ?? []).flatMap((param) => (param.kind === 'arg' ? [param.name] : []));
    if (isMutation && (names.length !== 1 || names[0] !== 'input')) {
      throw new Error(`${name}: a mutation takes one argument, input, and at most the context`);
    }
    const method = methodOf(root, resolvers);
    const field = (isMutation ? schema.getMutationType() : schema.getQueryType())!.getFields()[name]!;
    if (names[0] !== 'input') field.resolve = lookingUp(root, method);
    else if (!isMutation) field.resolve = asking(root, method);
    else field.resolve = doing(root, method, field.extensions['start'] === true, once);
  }
}

function methodOf({ target, methodName }: Root, resolvers: readonly object[]): Method {
  const instance = resolvers.find((resolver) => resolver.constructor === target) as Record<string, Method>;
  return instance[methodName]!.bind(instance);
}

type Resolve = (root: unknown, args: Record<string, unknown>, context: RequestContext) => Promise<unknown>;

/** A query of a vendor: one input, and a payload with errors. */
function asking(root: Root, method: Method): Resolve {
  const read = inputOf(root);
  return (_root, args, context) =>
    settle(() => asClient(context?.client, () => method(read(args['input'] as object, INPUT_PATH), context)));
}

/** A mutation: the same, and its idempotency key. Starts see to theirs themselves: it is in the ledger with the intent. */
function doing(root: Root, method: Method, isStart: boolean, once: OnlyOnce | undefined): Resolve {
  const read = inputOf(root);
  const name = root.schemaName;
  return (_root, args, context) =>
    settle(async () => {
      const input = read(args['input'] as object, INPUT_PATH);
      const key = keyOf(input, context);
      const run = (): Promise<Answered> => asClient(context?.client, () => method(input, context));
      const answer = async (): Promise<Answered> => ({ replayed: false, ...(await run()) });
      if (key === undefined || isStart || !once) return answer();
      return once.run(key, name, input, answer);
    }, REPLAYED_NOTHING);
}

/** A query of the ledger, or the begin of a subscription: arguments of any kind, and no payload; what is wrong is thrown. */
function lookingUp(root: Root, method: Method): Resolve {
  const readers = (root.params ?? []).map((param): ((args: Record<string, unknown>, c: RequestContext) => unknown) => {
    if (param.kind === 'context') return (_args, context) => context;
    if (param.kind !== 'arg') throw new Error(`${root.schemaName}: ${param.kind} is not supported`);
    const type = param.getType();
    const isInput = getMetadataStorage().inputTypes.some(({ target }) => target === type);
    const read = isInput ? compileInput(type as new () => object) : undefined;
    const { name } = param;
    return (args) => {
      const value = args[name] ?? undefined;
      return read && value !== undefined ? read(value, [name]) : value;
    };
  });
  // type-graphql lists parameters from the last to the first
  const inOrder = (root.params ?? []).map((param, place) => ({ index: param.index, read: readers[place]! }));
  inOrder.sort((a, b) => a.index - b.index);
  return async (_root, args, context) =>
    asClient(context?.client, () => method(...inOrder.map(({ read }) => read(args, context))));
}

function inputOf(root: Root): InputReader {
  const others = (root.params ?? []).filter(({ kind }) => kind !== 'context');
  const [argument] = others;
  if (others.length !== 1 || argument?.kind !== 'arg') {
    throw new Error(`${root.schemaName}: a field with an input takes nothing beside it but the context`);
  }
  return compileInput(argument.getType() as new () => object);
}

/** The idempotency key of a call: of its input, or of the request's header. It is put into the input. */
function keyOf(input: { idempotencyKey?: string | null }, context: RequestContext): string | undefined {
  const header = context?.idempotencyKey;
  const own = input.idempotencyKey ?? undefined;
  if (header === undefined) return own;
  const path = [...INPUT_PATH, 'idempotencyKey'];
  if (own !== undefined && own !== header) {
    throw new InvalidInput([{ path, message: 'idempotencyKey must be that of the header Idempotency-Key, or absent' }]);
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new InvalidInput([{ path, message: 'the header Idempotency-Key must be 1 to 255 printable characters' }]);
  }
  return (input.idempotencyKey = header);
}

const INPUT_PATH: readonly string[] = ['input'];
const NO_ERRORS: readonly never[] = [];
const NOTHING = {};
const REPLAYED_NOTHING = { replayed: false };

/** Runs a call; what a client can act on becomes data, every other fault is thrown on. */
async function settle(run: () => Promise<Answered>, failed: object = NOTHING): Promise<object> {
  try {
    const answered = await run();
    return { ...answered, errors: answered.errors ?? NO_ERRORS };
  } catch (error) {
    if (error instanceof RecordingFailure) return { ...failed, errors: error.entries() };
    throw error;
  }
}
