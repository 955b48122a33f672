import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** Media types of answers, in the order of preference for clients that accept both equally. */
const ANSWER_TYPES = ['application/json', 'application/graphql-response+json'] as const;

/** A media type of answers. The HTTP status of a request that was not executed depends on the media type. */
export type AnswerType = (typeof ANSWER_TYPES)[number];

/** The media types, for the message of status 406. */
export const ACCEPTABLE = ANSWER_TYPES.join(' or ');

/** Bounds of the cache of headers: the clients of a server send few different headers. */
const MAX_HEADERS = 100;
const MAX_HEADER_LENGTH = 300;
const known = new LRUCache<string, AnswerType | 'none'>({ max: MAX_HEADERS });

/** The media type that a client prefers by its Accept header; undefined: the client takes neither. */
export function answerType(accept: string | undefined): AnswerType | undefined {
  if (accept === undefined) return 'application/json';
  let type = known.get(accept);
  if (!type) {
    const headers = { accept: accept.replaceAll(UTF_8, '') };
    type = (new Negotiator({ headers }).mediaType([...ANSWER_TYPES]) as AnswerType | undefined) ?? 'none';
    if (accept.length <= MAX_HEADER_LENGTH) known.set(accept, type);
  }
  return type === 'none' ? undefined : type;
}

/**
 * The HTTP status for a well-formed request whose GraphQL does not fit. For application/json the GraphQL over HTTP
 * specification reserves other statuses for proxies and the HTTP server.
 */
export function unfitStatus(type: AnswerType): 200 | 400 {
  return type === 'application/json' ? 200 : 400;
}

/** Answers are UTF-8, so this parameter changes nothing. */
const UTF_8 = /; ?charset="?utf-?8"?(?=[ ,;]|$)/gi;
