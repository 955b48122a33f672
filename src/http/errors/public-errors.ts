import { randomUUID } from 'node:crypto';
import type { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type ASTNode, type GraphQLFormattedError } from 'graphql';
import type { RequestContext, UnseenError } from '../../graphql/context.ts';
import { InvalidInput, RecordingErrorCode, RecordingFailure } from '../../errors.ts';
import { safeMessage } from './safe-messages.ts';

// graphql-js and Apollo put values into messages: a whole input with a misspelt field, the text around a syntax error.
// A foreign message passes only if the message is known to contain names of the schema and the document alone.

/** Logs a fault that a client sees as INTERNAL_SERVER_ERROR, with the error id for the client. */
export type FaultLog = (errorId: string, fault: unknown) => void;

/** Converts an error of Apollo into the error for clients. */
export type PublicErrors = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Codes of mistakes in a request. Any other code means a fault of the server. */
const CLIENT_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'COST_EXCEEDED',
  'ANSWER_TOO_LARGE',
]);

/** Marks errors with Tapedeck's own messages, which are safe. */
const OWN = Symbol('own message');

/** Creates an error for clients. The message must not contain a value that a client sent. */
export function clientError(
  message: string,
  code: string,
  { path, node, ...http }: ClientErrorOptions = {},
): GraphQLError {
  // Apollo reads a Map here, where graphql-js' type has an object.
  const extensions = { code, http: { status: 400, ...http } as object, ...(path && { argumentPath: path }) };
  return Object.assign(new GraphQLError(message, { extensions, nodes: node ?? null }), { [OWN]: true });
}

export interface ClientErrorOptions {
  /** Path of the argument, from its name inwards. */
  readonly path?: readonly string[];
  readonly node?: ASTNode | undefined;
  readonly status?: number;
  readonly headers?: HeaderMap;
}

/** Decides what clients see of an error. `showsSchema`: whether clients may see names of the schema. */
export function publicErrors(log: FaultLog, showsSchema = true): PublicErrors {
  return (formatted, error) => {
    const { locations, path } = formatted;
    const failure = failureOf(error);
    if (failure) return failed(failure.entries()[0]!, path);
    const code = isArgumentFault(error) ? 'BAD_USER_INPUT' : formatted.extensions?.['code'];
    if (typeof code !== 'string' || !CLIENT_CODES.has(code)) return internalError(log, error, path);
    const argumentPath = formatted.extensions?.['argumentPath'];
    return {
      message: safeMessage(code, formatted.message, { isOwn: isOwn(error), showsSchema }),
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: { code, ...(argumentPath !== undefined && { argumentPath }) },
    };
  };
}

/** Converts errors for clients. An input with several faults becomes an error per fault. */
export function publicErrorsOf(errors: readonly GraphQLError[], publicErrors: PublicErrors): GraphQLFormattedError[] {
  return errors.flatMap((error) => errorPerFault(error) ?? [error]).map((error) => publicErrors(error.toJSON(), error));
}

/** Splits an input error with several faults; undefined for any other error. */
export function errorPerFault(error: GraphQLError | undefined): GraphQLError[] | undefined {
  const failure = failureOf(error);
  if (!error || !(failure instanceof InvalidInput) || failure.faults.length < 2) return undefined;
  const { nodes = null, path = null } = error;
  return failure.faults.map((fault) => new GraphQLError('', { nodes, path, originalError: new InvalidInput([fault]) }));
}

/** Errors of payloads whose `errors` the document does not select. */
export function unseenErrors({ unseen }: RequestContext): GraphQLFormattedError[] {
  return unseen?.map(({ entry, path }) => failed(entry, path)) ?? [];
}

/** The `RecordingFailure` inside an error, at any depth of wrapping. */
function failureOf(error: unknown): RecordingFailure | undefined {
  if (error instanceof RecordingFailure) return error;
  return error instanceof GraphQLError ? failureOf(error.originalError) : undefined;
}

/** A failure outside a payload. */
function failed(entry: FailedEntry, path: GraphQLFormattedError['path']): GraphQLFormattedError {
  const { code, message, path: argumentPath, retryable, vendorCode, retryAfterMs, cursor } = entry;
  const isTheirs = code === (RecordingErrorCode.INVALID_INPUT as string);
  return {
    message,
    ...(path && { path }),
    extensions: {
      code: isTheirs ? 'BAD_USER_INPUT' : code,
      retryable,
      ...(argumentPath && { argumentPath }),
      ...(vendorCode !== undefined && { vendorCode }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(cursor !== undefined && { cursor }),
    },
  };
}

type FailedEntry = UnseenError['entry'] & { readonly cursor?: string };

function internalError(log: FaultLog, error: unknown, path: GraphQLFormattedError['path']): GraphQLFormattedError {
  const errorId = randomUUID();
  log(errorId, unwrapResolverError(error));
  return {
    message: 'Something went wrong on our side. Quote the id when you report it.',
    ...(path && { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
  };
}

/**
 * Whether a variable brought null to a non-null place. graphql-js finds the null during the execution and sets no code.
 */
function isArgumentFault(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  const { message, originalError } = error;
  return ARGUMENT_FAULT.test(message) && (originalError === undefined || originalError instanceof GraphQLError);
}

const ARGUMENT_FAULT = /^Argument "\w+" (?:has invalid value|of (?:non-null|required) type) /;

/** Whether the message of an error is Tapedeck's own. */
export function isOwn(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  return OWN in error || isOwn(error.originalError); // Apollo wraps the errors of validation rules
}
