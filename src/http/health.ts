import type { FastifyInstance } from 'fastify';

/** Reasons why the server takes no requests. */
export type Unreadiness = 'stopping' | 'ledger unavailable';

export interface Health {
  readonly unreadiness: () => Promise<Unreadiness | undefined>;
  /** Clocks that differ from this machine's clock by more than 5 s, with the lead of each in ms. */
  readonly clocksApart: () => Readonly<Record<string, number>>;
}

/**
 * Serves /healthz (the process runs) and /readyz (the server takes requests). /readyz answers 503 with the reason
 * otherwise, and lists clocks that differ.
 */
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

/** Probes may use any host name. */
const ANY_SITE = { config: { anySite: true } };
