import type { FastifyRequest } from 'fastify';
import { parseJson } from '../../wire/json.ts';

/** A request that cannot be understood. */
export class BadRequest extends Error {
  constructor(
    readonly status: 400 | 415,
    message: string,
  ) {
    super(message);
  }
}

/** What a request over HTTP asks for: the parameters of a GET, or the JSON of a POST. Throws `BadRequest`. */
export function graphqlParams(request: FastifyRequest): GraphqlParams & { readonly operationId: string | undefined } {
  const { query, variables, operationName, extensions } = request.method === 'GET' ? ofQuery(request) : ofBody(request);
  if (typeof query !== 'string' || query === '') throw new BadRequest(400, NO_QUERY);
  if (operationName != null && typeof operationName !== 'string') throw new BadRequest(400, OPERATION_NAME);
  if (variables != null && !isObject(variables)) throw new BadRequest(400, VARIABLES);
  if (extensions != null && !isObject(extensions)) throw new BadRequest(400, EXTENSIONS);
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

/** Which field of a request has the wrong form, in words; undefined where none has. What a POST lacks, Apollo says. */
export function formFault(body: unknown, isByGet: boolean): string | undefined {
  if (!isObject(body)) return undefined;
  const { query, variables, operationName, extensions } = body;
  if (isByGet && query === undefined && extensions === undefined) return NO_QUERY; // Apollo would speak of a body
  if (query != null && typeof query !== 'string') return 'query must be the document, as a string.';
  if (operationName != null && typeof operationName !== 'string') return OPERATION_NAME;
  if (variables != null && !isObject(variables)) return VARIABLES;
  return extensions != null && !isObject(extensions) ? EXTENSIONS : undefined;
}

type Fields = Readonly<Partial<Record<'query' | 'variables' | 'operationName' | 'extensions', unknown>>>;

function ofBody({ headers, body }: FastifyRequest): Fields {
  if (!headers['content-type']?.toLowerCase().startsWith('application/json')) {
    throw new BadRequest(415, 'Send the request as application/json.');
  }
  if (!isObject(body)) throw new BadRequest(400, 'The body must be a JSON object.');
  const { query, variables, operationName, extensions } = body;
  return { query, variables, operationName, extensions };
}

/** The parameters of a GET, with the digits of their numbers. Throws `BadRequest`. */
export function ofQuery(request: FastifyRequest): Fields {
  const { query, variables, operationName, extensions } = request.query as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries({ query, variables, operationName, extensions })) {
    if (Array.isArray(value)) throw new BadRequest(400, `${name} is there twice.`);
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
    throw new BadRequest(400, `${name} must be JSON.`); // the parser's own words repeat the text
  }
}

/** Whether a parsed JSON value is an object, and neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a client asks for. */
export interface GraphqlParams {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}
