import type { FastifyReply } from 'fastify';

/**
 * Refuses a body over the limit with 413. Fastify would close the connection at once, and a client that is still
 * sending would get a broken connection instead of the answer. So the rest of the body is read and discarded, for at
 * most the timeout of a request.
 */
export function refuseTooLarge(reply: FastifyReply, body: object): FastifyReply {
  return reply.code(413).removeHeader('connection').send(body);
}
