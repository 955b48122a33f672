import type { FastifyRequest } from 'fastify';
import { RequestError } from '../errors/request-error.ts';
import { parseJson } from '../../wire/json.ts';

/** Reads the parameters of a GET, or the JSON of a POST. Throws `RequestError`. */
export function graphqlParams(request: FastifyRequest): GraphqlParams & { readonly operationId: string | undefined } {
  const { query, variables, operationName, extensions } = request.method === 'GET' ? ofQuery(request) : ofBody(request);
  if (typeof query !== 'string' || query === '') throw new RequestError(400, NO_QUERY);
  if (operationName != null && typeof operationName !== 'string') throw new RequestError(400, OPERATION_NAME);
  if (variables != null && !isObject(variables)) throw new RequestError(400, VARIABLES);
  if (extensions != null && !isObject(extensions)) throw new RequestError(400, EXTENSIONS);
  const id = extensions?.['operationId'];
  return {
    query,
    variables,
    operationName,
    operationId: typeof id === 'string' && id !== '' ? id : undefined,
  };
}

const NO_QUERY = 'query is missing: the document, as a string.';
const OPERATION_NAME = 'operationName must be a string.';
const VARIABLES = 'variables must be an object.';
const EXTENSIONS = 'extensions must be an object.';

/** Returns a message if a parameter has the wrong form. Apollo reports a missing body. */
export function formFault(body: unknown, isByGet: boolean): string | undefined {
  if (!isObject(body)) return undefined;
  const { query, variables, operationName, extensions } = body;
  if (isByGet && query === undefined && extensions === undefined) return NO_QUERY; // Apollo's message would mention a body
  if (query != null && typeof query !== 'string') return 'query must be the document, as a string.';
  if (operationName != null && typeof operationName !== 'string') return OPERATION_NAME;
  if (variables != null && !isObject(variables)) return VARIABLES;
  return extensions != null && !isObject(extensions) ? EXTENSIONS : undefined;
}

type Fields = Readonly<Partial<Record<'query' | 'variables' | 'operationName' | 'extensions', unknown>>>;

function ofBody({ headers, body }: FastifyRequest): Fields {
  if (!headers['content-type']?.toLowerCase().startsWith('application/json')) {
    throw new RequestError(415, 'Send the request as application/json.');
  }
  if (!isObject(body)) throw new RequestError(400, 'The body must be a JSON object.');
  const { query, variables, operationName, extensions } = body;
  return { query, variables, operationName, extensions };
}

/** Reads the parameters of a GET without rounding numbers. Throws `RequestError`. */
export function ofQuery(request: FastifyRequest): Fields {
  const { query, variables, operationName, extensions } = request.query as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries({ query, variables, operationName, extensions })) {
    if (Array.isArray(value)) throw new RequestError(400, `${name} is there twice.`);
  }
  const fields: Fields = {
    query,
    operationName,
    variables: parsed('variables', variables),
    extensions: parsed('extensions', extensions),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function parsed(name: string, text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return undefined;
  try {
    return parseJson(text);
  } catch {
    throw new RequestError(400, `${name} must be JSON.`); // the parser's message repeats the text
  }
}

/** Whether a JSON value is an object: neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface GraphqlParams {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}
