import type { FastifyInstance } from 'fastify';

/** Knows the requests under way, so that a stop can wait for them. */
export interface Drain {
  readonly isDraining: boolean;
  /** From now on every answer closes its connection. */
  readonly begin: () => void;
  /** Resolves when no request is under way. */
  readonly whenIdle: () => Promise<void>;
}

/**
 * Counts requests from their first header to the last byte of their answer. Fastify's own close waits for the connections
 * of its first address only (localhost can have two), and a connection that is kept alive would stay open for long.
 */
export function trackRequests(app: FastifyInstance): Drain {
  const underWay = new Set<object>();
  let draining = false;
  let idle: (() => void) | undefined;
  app.addHook('onRequest', (request, reply, done) => {
    underWay.add(request);
    // Not onResponse: that is not told of clients that went away before their answer.
    reply.raw.once('close', () => {
      underWay.delete(request);
      if (underWay.size === 0) idle?.();
    });
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (draining) void reply.header('connection', 'close');
    done();
  });
  return {
    get isDraining() {
      return draining;
    },
    begin() {
      draining = true;
    },
    whenIdle: () =>
      new Promise((resolve) => {
        if (underWay.size === 0) resolve();
        else idle = resolve;
      }),
  };
}
