import { asClient } from '../calls/calling-client.ts';
import { InvalidInput } from '../errors.ts';
import type { InputReader } from '../input/compiled-input.ts';
import type { InputClass } from '../input/input-plan.ts';
import type { Answered, Executor } from '../recordings/idempotency/executor.ts';
import type { RequestContext } from './context.ts';
import { errorsAsData, type Arguments, type Refuse, type Resolve } from './errors-as-data.ts';

/** A method of a resolver class that serves a root field. */
export interface RootMethod {
  readonly name: string;
  readonly call: (...values: readonly unknown[]) => unknown;
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  /** Name of the argument; null: the request's context. */
  readonly argument: string | null;
  /** Absent for scalars and enums. */
  readonly inputClass?: InputClass;
  /** Reads the argument into its input class and checks the rules of the class. */
  readonly read?: InputReader;
}

export interface Running {
  readonly resolve: Resolve;
  /** Present where the field has a payload with `errors`. */
  readonly refuse?: Refuse | undefined;
}

/** Makes the resolver of a root field from its method. Without an executor, idempotency keys have no effect. */
export type Run = (method: RootMethod, executor: Executor | undefined) => Running;

const runs = new WeakMap<object, Run>();

/**
 * Decorates every root method. GraphQL calls the resolver that `run` makes: `query`, `payloadQuery`, `mutation`, `start`
 * or `subscription`. The resolver of type-graphql is never called, because its cost grows with the number of classes.
 */
export function Operation(run: Run): MethodDecorator {
  return (_prototype, _name, { value }) => {
    runs.set(value as object, run);
  };
}

/** The `run` of a decorated method; undefined for a method without the decorator. */
export function runOf(method: object): Run | undefined {
  return runs.get(method);
}

/** A query of the ledger, with arguments of any kind. Errors are thrown. */
export const query: Run = ({ call, parameters }) => ({
  resolve: async (_root, args, context) =>
    await asClient(context?.client, () => call(...parameters.map((parameter) => valueOf(parameter, args, context)))),
});

/** The begin of a subscription: the method returns the stream. */
export const subscription = query;

/** A query of a vendor: reads the input, then calls the method. A failure becomes `errors` of the payload. */
export const payloadQuery: Run = (method) => {
  const read = inputReaderOf(method);
  return errorsAsData({}, (args, context) => calling(method, read(args), context));
};

/** A mutation: a vendor query that runs once for each idempotency key. The answer is stored under the key. */
export const mutation: Run = (method, executor) => {
  const read = inputReaderOf(method);
  return errorsAsData({ replayed: false }, (args, context) => {
    const input = read(args);
    const key = applyKey(input, context);
    const run = async (): Promise<Answered> => ({ replayed: false, ...(await calling(method, input, context)) });
    return executor ? executor.run({ key, operation: method.name, input }, run) : run();
  });
};

/** The start of a recording: a mutation whose method has `Recordings.start` store the key together with the recording. */
export const start: Run = (method) => {
  const read = inputReaderOf(method);
  return errorsAsData({ replayed: false }, (args, context) => {
    const input = read(args);
    applyKey(input, context);
    return calling(method, input, context);
  });
};

interface Input {
  idempotencyKey?: string | null;
}

function calling({ call }: RootMethod, input: Input, context: RequestContext): Promise<Answered> {
  return asClient(context?.client, () => call(input, context) as Promise<Answered>);
}

function valueOf({ argument, read }: Parameter, args: Arguments, context: RequestContext): unknown {
  if (argument === null) return context;
  const value = args[argument] ?? undefined;
  return read && value !== undefined ? read(value, [argument]) : value;
}

const INPUT_PATH: readonly string[] = ['input'];

/** The reader of the argument `input`, the only argument of the method. */
function inputReaderOf({ name, parameters }: RootMethod): (args: Arguments) => Input {
  const [input, ...others] = parameters;
  const read = input?.argument === 'input' ? input.read : undefined;
  if (!read || others.some(({ argument }) => argument !== null)) {
    throw new Error(`${name}: the method takes the argument input and at most the context`);
  }
  return (args) => read(args['input'] as object, INPUT_PATH);
}

/** The idempotency key of a call: of the input or of the request's header, which is copied into the input. */
function applyKey(input: Input, context: RequestContext): string | undefined {
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
