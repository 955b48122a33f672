import type { RawRequest } from '../../../../emulation/server/loopback-server.ts';
import { isJsonObject, type FaultKind, type JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { parseJson, type JsonValue } from '../../../../wire/json.ts';
import { CODE, Refusal } from './refusal.ts';
import type { Route } from './routes.ts';

/** Unknown fields are refused although the vendor ignores them: this reveals a misspelt name. */
export const CODE_OF_FAULT: Readonly<Record<FaultKind, number>> = {
  unknown: CODE.badParameter,
  type: CODE.wrongType,
  missing: CODE.badParameter,
  range: CODE.badParameter,
  length: CODE.tooLong,
  value: CODE.badParameter,
  pattern: CODE.badParameter,
  items: CODE.tooManyItems,
};

export const ROOM_ID = /^[A-Za-z0-9+=_-]{1,64}$/;
const MAX_REQUEST_ID_LENGTH = 36;

/** Checks the headers that the action reads, except the headers of authentication. */
export function checkHeaders(request: RawRequest, { action }: Route): void {
  const reads = (name: string) => action.headers.includes(name);
  if (reads('Room-Id') && !ROOM_ID.test(request.headers['room-id'] ?? '')) {
    throw new Refusal(CODE.badParameter, 'The header Room-Id must have 1 to 64 characters of A-Z a-z 0-9 + = - _.');
  }
  if ((request.headers['x-request-id'] ?? '').length > MAX_REQUEST_ID_LENGTH) {
    throw new Refusal(CODE.tooLong, `X-Request-ID is longer than ${MAX_REQUEST_ID_LENGTH} characters.`);
  }
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (action.method === 'POST' && mediaType !== 'application/json') {
    throw new Refusal(CODE.badParameter, 'The header Content-Type must be application/json.');
  }
}

/** Returns the parameters as sent: from the path, and from the JSON object of a POST. */
export function readParameters(request: RawRequest, route: Route): { [name: string]: JsonValue } {
  if (!request.body) throw new Refusal(CODE.bodyTooLarge, 'The body has more than 100 KB.');
  if (route.action.method !== 'POST') return { ...route.pathParameters };
  if (request.body.length === 0) throw new Refusal(CODE.emptyBody, 'The request has no body.');
  const body = parseBody(request.body);
  if (!isJsonObject(body)) throw new Refusal(CODE.wrongType, 'The body must be a JSON object.');
  return { ...body, ...route.pathParameters };
}

export function textOf(parameters: JsonObject, name: string): string {
  const value = parameters[name];
  return typeof value === 'string' ? value : '';
}

function parseBody(body: Buffer): JsonValue {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    throw new Refusal(CODE.badParameter, 'The body is not JSON.');
  }
}
