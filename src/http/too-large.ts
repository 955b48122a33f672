import type { FastifyReply } from 'fastify';

/**
 * Refuses a body over the limit with 413. Fastify would close the connection at once, and the client, still sending,
 * would find it broken instead of reading the answer. So it stays: the rest of the body is read and thrown away, for as
 * long as a request may take at most.
 */
export function refuseTooLarge(reply: FastifyReply, body: object): FastifyReply {
  return reply.code(413).removeHeader('connection').send(body);
}
