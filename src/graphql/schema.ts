import {
  Kind,
  responsePathAsArray,
  specifiedDirectives,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { buildSchemaSync, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import { asClient } from '../calls/calling-client.ts';
import type { RequestContext } from './context.ts';
import { InvalidInput, RecordingFailure, type ErrorEntry, type InputFault } from '../errors.ts';
import { compileInput, type InputReader } from '../input/compiled-input.ts';
import { markOneOfs } from '../input/exactly-one.ts';
import { CONSTRAINT } from '../input/published/constraint.ts';
import { inputSchemas } from '../input/published/json-schema.ts';
import { schemaWithConstraints } from '../input/published/sdl.ts';

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
    directives: [...specifiedDirectives, CONSTRAINT],
  });
  schema.description = DESCRIPTION;
  markOneOfs(schema);
  for (const [type, description] of [
    [
      schema.getQueryType(),
      'Reads. A query named after a product makes one signed call to its vendor; all others read the database of this server.',
    ],
    [
      schema.getMutationType(),
      'Changes. A mutation makes at most one signed call to a vendor; stopRecordings makes one per recording.',
    ],
    [
      schema.getSubscriptionType(),
      'Live changes, over WebSocket at /graphql (graphql-transport-ws) and as server-sent events at /graphql/stream.',
    ],
  ] as const) {
    if (type) type.description = description;
  }
  compileFields(schema, resolvers, once);
  return schema;
}

const DESCRIPTION =
  'Starts, watches and stops cloud recordings of several vendors. Every start creates a Recording with its state and its files. Errors that a client can handle are in `errors` of the payload. The rules of the inputs are machine-readable: @constraint and /schemas/<Input>.json.';

/** type-graphql asks for one where there are subscriptions; ours open their streams themselves. */
const NO_TOPICS = {
  subscribe(): never {
    throw new Error('there are no topics');
  },
  publish(): never {
    throw new Error('there are no topics');
  },
};

/** The JSON Schema of each input as text, by the name of the input: as in schemas/inputs. */
export function inputSchemaTexts(schema: GraphQLSchema): ReadonlyMap<string, string> {
  return new Map([...inputSchemas(schema)].map(([name, jsonSchema]) => [name, JSON.stringify(jsonSchema, null, 2)]));
}

/** The schema as text, as in schema.graphql. */
export function schemaText(schema: GraphQLSchema): string {
  return schemaWithConstraints(schema);
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
    remember(field, root);
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
    remember(field, root, names[0] === 'input' ? (isMutation ? REPLAYED_NOTHING : NOTHING) : undefined);
    if (names[0] !== 'input') field.resolve = lookingUp(root, method);
    else if (!isMutation) field.resolve = asking(root, method);
    else field.resolve = doing(root, method, field.extensions['start'] === true, once);
  }
}

type InputClass = new () => object;
type AnyField = GraphQLField<unknown, unknown>;

/** Answers an input that has faults, as its field would. */
export type Refuse = (faults: readonly InputFault[], context: RequestContext, info: GraphQLResolveInfo) => unknown;

const INPUTS = 'inputs';
const REFUSE = 'refuse';

/** Writes down what the arguments of a root field are, and how its payload tells faults where it has one. */
function remember(field: AnyField, root: Root, failed?: object): void {
  const { inputTypes } = getMetadataStorage();
  const inputs = new Map<string, InputClass>();
  for (const param of root.params ?? []) {
    const type = param.kind === 'arg' && inputTypes.find(({ target }) => target === param.getType());
    if (type && param.kind === 'arg') inputs.set(param.name, type.target as InputClass);
  }
  const refuse: Refuse | undefined =
    failed &&
    ((faults, context, info) => settle(() => Promise.reject(new InvalidInput(faults)), context, info, failed));
  field.extensions = { ...field.extensions, [INPUTS]: inputs, ...(refuse && { [REFUSE]: refuse }) };
}

/** The class of an argument of a root field; undefined where it has none. */
export function inputClassOf(field: AnyField, argument: string): InputClass | undefined {
  return (field.extensions[INPUTS] as ReadonlyMap<string, InputClass> | undefined)?.get(argument);
}

/** How a field answers an input with faults in its payload; undefined for fields without such a payload. */
export function refuseOf(field: AnyField): Refuse | undefined {
  return field.extensions[REFUSE] as Refuse | undefined;
}

function methodOf({ target, methodName }: Root, resolvers: readonly object[]): Method {
  const instance = resolvers.find((resolver) => resolver.constructor === target) as Record<string, Method>;
  return instance[methodName]!.bind(instance);
}

type Resolve = (
  root: unknown,
  args: Record<string, unknown>,
  context: RequestContext,
  info: GraphQLResolveInfo,
) => Promise<unknown>;

/** A query of a vendor: one input, and a payload with errors. */
function asking(root: Root, method: Method): Resolve {
  const read = inputOf(root);
  return (_root, args, context, info) =>
    settle(
      () => asClient(context?.client, () => method(read(args['input'] as object, INPUT_PATH), context)),
      context,
      info,
      NOTHING,
    );
}

/** A mutation: the same, and its idempotency key. Starts see to theirs themselves: it is in the ledger with the intent. */
function doing(root: Root, method: Method, isStart: boolean, once: OnlyOnce | undefined): Resolve {
  const read = inputOf(root);
  const name = root.schemaName;
  const call = async (args: Record<string, unknown>, context: RequestContext): Promise<Answered> => {
    const input = read(args['input'] as object, INPUT_PATH);
    const key = keyOf(input, context);
    const run = (): Promise<Answered> => asClient(context?.client, () => method(input, context));
    const answer = async (): Promise<Answered> => ({ replayed: false, ...(await run()) });
    if (key === undefined || isStart || !once) return answer();
    return once.run(key, name, input, answer);
  };
  return (_root, args, context, info) => settle(() => call(args, context), context, info, REPLAYED_NOTHING);
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
async function settle(
  run: () => Promise<Answered>,
  context: RequestContext,
  info: GraphQLResolveInfo,
  failed: object,
): Promise<object> {
  try {
    const answered = await run();
    const { errors = NO_ERRORS } = answered;
    if (errors.length > 0) tellUnseen(errors, context, info);
    return { ...answered, errors };
  } catch (error) {
    if (!(error instanceof RecordingFailure)) throw error;
    const errors = error.entries();
    tellUnseen(errors, context, info);
    return { ...failed, errors };
  }
}

/** Keeps errors for the top level of the answer where the document does not ask for those of the payload. */
function tellUnseen(
  errors: readonly ErrorEntry[],
  context: RequestContext | undefined,
  info: GraphQLResolveInfo,
): void {
  if (!context || info.fieldNodes.some(({ selectionSet }) => selectionSet && asksForErrors(selectionSet, info))) return;
  const path = responsePathAsArray(info.path);
  (context.unseen ??= []).push(...errors.map((entry) => ({ path, entry })));
}

function asksForErrors({ selections }: SelectionSetNode, info: GraphQLResolveInfo): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === 'errors';
    if (selection.kind === Kind.INLINE_FRAGMENT) return asksForErrors(selection.selectionSet, info);
    const fragment = info.fragments[selection.name.value];
    return fragment !== undefined && asksForErrors(fragment.selectionSet, info);
  });
}
