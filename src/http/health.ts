import type { FastifyInstance } from 'fastify';

/** /healthz: the process lives. /readyz: it wants new requests; 503 from the moment it begins to stop. */
export function registerHealth(app: FastifyInstance, isReady: () => boolean): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) =>
    isReady() ? { status: 'ready' } : reply.code(503).send({ status: 'stopping' }),
  );
}
