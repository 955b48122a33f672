import { randomUUID } from 'node:crypto';
import type { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { RecordingErrorCode, RecordingFailure } from '../errors.ts';
import { fieldMeant } from './vendor-spelling.ts';

// graphql-js and Apollo write values into their messages: a whole input with a misspelt field, the text around a
// syntax error. Nothing of theirs is passed on unless it is known to hold names of the schema and the document only.

/** Told of every fault that a client sees as INTERNAL_SERVER_ERROR, with the id the client got. */
export type FaultLog = (errorId: string, fault: unknown) => void;

/** Turns what Apollo is about to answer into what a client may see. */
export type PublicErrors = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Codes of mistakes in a request; everything else is a fault of the server. */
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

const NAME = '"[\\w$.!\\[\\]@]+"';

/** Messages that hold nothing but names, by their shape. */
const SAFE_MESSAGES = [
  `Cannot query field ${NAME} on type ${NAME}\\.(?: Did you mean .*\\?)?`,
  `Unknown argument ${NAME} on (?:field|directive) ${NAME}\\.(?: Did you mean .*\\?)?`,
  `Field ${NAME} argument ${NAME} of type ${NAME} is required, but it was not provided\\.`,
  `Field ${NAME} of required type ${NAME} was not provided\\.`,
  `Field ${NAME} is not defined by type ${NAME}\\.(?: Did you mean .*\\?)?`,
  `Field ${NAME} of type ${NAME} must have a selection of subfields\\. Did you mean .*\\?`,
  `Field ${NAME} must not have a selection since type ${NAME} has no subfields\\.`,
  `Unknown type ${NAME}\\.(?: Did you mean .*\\?)?`,
  `Unknown fragment ${NAME}\\.`,
  `Unknown directive ${NAME}\\.(?: Did you mean .*\\?)?`,
  `Variable ${NAME} is not defined(?: by operation ${NAME})?\\.`,
  `Variable ${NAME} is never used(?: in operation ${NAME})?\\.`,
  `Variable ${NAME} of type ${NAME} used in position expecting type ${NAME}\\.`,
  `Variable ${NAME} cannot be non-input type ${NAME}\\.`,
  `Fragment ${NAME} is never used\\.`,
  `There can be only one (?:operation|fragment|argument|input field|variable|field) named ${NAME}\\.`,
  'This anonymous operation must be the only defined operation\\.',
  'Must provide operation name if query contains multiple operations\\.',
  'Syntax Error: Document contains more that \\d+ tokens\\. Parsing aborted\\.',
  'Too many validation errors, error limit reached\\. Validation aborted\\.',
].map((shape) => new RegExp(`^${shape}$`));

/** Errors of our own, whose words are safe as they are. */
const OWN = Symbol('own words');

/** An error for clients in our own words. They must not hold a value that a client sent. */
export function clientError(
  message: string,
  code: string,
  { path, ...http }: { path?: readonly string[]; status?: number; headers?: HeaderMap } = {},
): GraphQLError {
  // Apollo reads a Map here, where graphql-js' type has an object.
  const extensions = { code, http: { status: 400, ...http } as object, ...(path && { argumentPath: path }) };
  return Object.assign(new GraphQLError(message, { extensions }), { [OWN]: true });
}

/** The one function that decides what clients see of an error. With a schema, vendors' spellings of fields are recognised. */
export function publicErrors(log: FaultLog, schema?: GraphQLSchema): PublicErrors {
  return (formatted, error) => {
    const { locations, path } = formatted;
    const failure = failureOf(error);
    if (failure) return failed(failure, path);
    const code = isArgumentFault(error) ? 'BAD_USER_INPUT' : formatted.extensions?.['code'];
    if (typeof code !== 'string' || !CLIENT_CODES.has(code)) return internalError(log, error, path);
    const argumentPath = formatted.extensions?.['argumentPath'];
    return {
      message: isOwn(error) ? formatted.message : withFieldMeant(safeMessage(code, formatted.message), schema),
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: { code, ...(argumentPath !== undefined && { argumentPath }) },
    };
  };
}

/** The failure of ours that an error was made of, however often it was wrapped. */
function failureOf(error: unknown): RecordingFailure | undefined {
  if (error instanceof RecordingFailure) return error;
  return error instanceof GraphQLError ? failureOf(error.originalError) : undefined;
}

/** A failure of a field that has no payload to put it into. */
function failed(failure: RecordingFailure, path: GraphQLFormattedError['path']): GraphQLFormattedError {
  const { code, message, path: argumentPath, retryable, cursor } = failure.entries()[0]!;
  const isTheirs = code === RecordingErrorCode.INVALID_INPUT;
  return {
    message,
    ...(path && { path }),
    extensions: {
      code: isTheirs ? 'BAD_USER_INPUT' : code,
      retryable,
      ...(argumentPath && { argumentPath }),
      ...(cursor !== undefined && { cursor }),
    },
  };
}

function internalError(log: FaultLog, error: unknown, path: GraphQLFormattedError['path']): GraphQLFormattedError {
  const errorId = randomUUID();
  log(errorId, unwrapResolverError(error));
  return {
    message: 'Something went wrong on our side. Quote the id when you report it.',
    ...(path && { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
  };
}

/** A null that a variable brought to a place without null: graphql-js finds it while it executes, and gives no code. */
function isArgumentFault(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  const { message, originalError } = error;
  return ARGUMENT_FAULT.test(message) && (originalError === undefined || originalError instanceof GraphQLError);
}

const ARGUMENT_FAULT = /^Argument "\w+" (?:has invalid value|of (?:non-null|required) type) /;

function isOwn(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  return OWN in error || isOwn(error.originalError); // Apollo wraps what a validation rule reports
}

function safeMessage(code: string, message: string): string {
  if (SAFE_MESSAGES.some((shape) => shape.test(message))) return message;
  if (code === 'GRAPHQL_PARSE_FAILED') return 'The document is not valid GraphQL.';
  if (message.startsWith('GraphQL introspection is not allowed')) return 'Introspection is switched off here.';
  if (code === 'GRAPHQL_VALIDATION_FAILED') return 'A value or a selection in the document does not fit the schema.';
  if (code === 'BAD_USER_INPUT') return 'The variables do not fit the operation.';
  if (message.startsWith('Unknown operation named')) return 'The document holds no operation of that name.';
  return FIXED_MESSAGES.find((known) => known === message) ?? 'The request cannot be understood.';
}

const UNKNOWN_FIELD = /^Field "(\w+)" is not defined by type "(\w+)"\.$/;

/** Where suggestions are off, the message ends before them. */
function withFieldMeant(message: string, schema: GraphQLSchema | undefined): string {
  const unknown = schema && UNKNOWN_FIELD.exec(message);
  const meant = unknown && fieldMeant(schema, unknown[2]!, unknown[1]!);
  return meant == null ? message : `${message} Did you mean "${meant}"?`;
}

/** Apollo's own words for requests that are no GraphQL; they hold nothing that was sent. */
const FIXED_MESSAGES = [
  'GraphQL operations must contain a non-empty `query` or a `persistedQuery` extension.',
  'POST body missing, invalid Content-Type, or JSON object has no keys.',
  'Operation batching disabled.',
  'PersistedQueryNotSupported', // clients look for this very word, and then send the document
];
