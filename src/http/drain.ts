import type { FastifyInstance } from 'fastify';

/**
 * Counts the requests in flight, from the first header to the last byte of the answer, so that a stop can await the
 * requests. Fastify's own close awaits only connections of the first address (localhost can have two), and keep-alive
 * would hold connections open for long.
 */
export function trackRequests(app: FastifyInstance) {
  const underWay = new Set<object>();
  let draining = false;
  let idle: (() => void) | undefined;
  app.addHook('onRequest', (request, reply, done) => {
    underWay.add(request);
    // Not onResponse, which Fastify skips when the client disconnects before the answer.
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
    /** Makes every further answer close its connection. */
    begin() {
      draining = true;
    },
    /** Resolves when no request is in flight. */
    whenIdle: () =>
      new Promise<void>((resolve) => {
        if (underWay.size === 0) resolve();
        else idle = resolve;
      }),
  };
}
