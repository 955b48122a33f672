import Negotiator from 'negotiator';

/** What GraphQL over HTTP is answered as. The order is that of preference where a client likes both alike. */
const ANSWER_TYPES = ['application/json', 'application/graphql-response+json'] as const;

/** A media type of GraphQL's answers. The status of a request that nothing was executed for depends on it. */
export type AnswerType = (typeof ANSWER_TYPES)[number];

/** What 406 says. */
export const ACCEPTABLE = ANSWER_TYPES.join(' or ');

/** Headers whose verdict is kept: the clients of a server send a handful of different ones. */
const MAX_KEPT = 100;
const LONGEST_KEPT = 300;
const kept = new Map<string, AnswerType | undefined>();

/**
 * The media type that a client prefers, by its Accept header with weights. Undefined: the client takes neither.
 * Answers are UTF-8, so a charset that says so changes nothing.
 */
export function answerType(accept: string | undefined): AnswerType | undefined {
  if (accept === undefined) return 'application/json';
  if (kept.has(accept)) return kept.get(accept);
  const headers = { accept: accept.replaceAll(UTF_8, '') };
  const type = new Negotiator({ headers }).mediaType([...ANSWER_TYPES]) as AnswerType | undefined;
  if (accept.length > LONGEST_KEPT) return type;
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(accept, type);
  return type;
}

/**
 * The status of an answer to a well-formed request whose GraphQL does not fit. Plain JSON says nothing of who answers, so the
 * specification keeps other statuses of it for proxies and for the server itself.
 */
export function unfitStatus(type: AnswerType): 200 | 400 {
  return type === 'application/json' ? 200 : 400;
}

const UTF_8 = /; ?charset="?utf-?8"?(?=[ ,;]|$)/gi;
