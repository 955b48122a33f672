import type { FastifyInstance } from 'fastify';

/** What keeps a server from taking requests. */
export type Unreadiness = 'stopping' | 'ledger unavailable';

/** /healthz: the process lives. /readyz: it can serve requests; 503 and why when it cannot. */
export function registerHealth(app: FastifyInstance, unreadiness: () => Promise<Unreadiness | undefined>): void {
  app.get('/healthz', ANY_SITE, () => ({ status: 'ok' }));
  app.get('/readyz', ANY_SITE, async (_request, reply) => {
    const reason = await unreadiness();
    return reason === undefined ? { status: 'ready' } : reply.code(503).send({ status: reason });
  });
}

/** Probes ask by whatever address they have. */
const ANY_SITE = { config: { anySite: true } };
