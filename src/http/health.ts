import type { FastifyInstance } from 'fastify';

/** What keeps a server from taking requests. */
export type Unreadiness = 'stopping' | 'ledger unavailable';

/** What is asked of the server. */
export interface Health {
  readonly unreadiness: () => Promise<Unreadiness | undefined>;
  /** Clocks that are more than 5 s apart from this machine's, and how many ms each is ahead of it. */
  readonly clocksApart: () => Readonly<Record<string, number>>;
}

/** /healthz: the process lives. /readyz: it can serve requests; 503 and why when it cannot, and which clocks differ. */
export function registerHealth(app: FastifyInstance, { unreadiness, clocksApart }: Health): void {
  app.get('/healthz', ANY_SITE, () => ({ status: 'ok' }));
  app.get('/readyz', ANY_SITE, async (_request, reply) => {
    const reason = await unreadiness();
    const clocksAheadMs = clocksApart();
    const details = Object.keys(clocksAheadMs).length > 0 ? { clocksAheadMs } : {};
    return reason === undefined
      ? { status: 'ready', ...details }
      : reply.code(503).send({ status: reason, ...details });
  });
}

/** Probes ask by whatever address they have. */
const ANY_SITE = { config: { anySite: true } };
