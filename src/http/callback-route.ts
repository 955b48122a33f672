import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { CallbackRejected, type CallbackRequest } from '../callbacks/callback.ts';
import type { CallbackService } from '../callbacks/callback-service.ts';
import { LedgerUnavailable } from '../errors.ts';
import { refuseTooLarge } from './too-large.ts';

/** Far above the size of any vendor's callback. */
const BODY_LIMIT = 1024 * 1024;
/** Interval of log lines about refusals, so that a sender of bad callbacks cannot fill the log. */
const LOG_MS = 10_000;

interface Address {
  readonly Params: { readonly vendor: string; readonly product: string; readonly secret: string };
  readonly Querystring: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * Receives callbacks of vendors at /callbacks/<vendor>/<product>/<secret>. Answers 200 with the vendor's receipt once
 * the callback is stored, 401 for a callback that may be forged, 413 above 1 MiB, and 503 while the ledger cannot be
 * written, so that the vendor repeats the callback. `now` returns Unix ms.
 */
export async function registerCallbacks(
  app: FastifyInstance,
  service: Pick<CallbackService, 'addresses' | 'take'>,
  now: () => number,
): Promise<void> {
  const refusals = new Refusals(now);
  await app.register((scope, _none, done) => {
    scope.removeAllContentTypeParsers();
    // Signatures cover the raw bytes, so the content type is ignored, even one that Fastify cannot parse.
    scope.addHook('onRequest', (request, _reply, next) => {
      delete request.headers['content-type'];
      next();
    });
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.setErrorHandler((error: FastifyError, _request, reply) => {
      if (error.statusCode !== 413) throw error;
      return refuseTooLarge(reply, {});
    });
    const options = { bodyLimit: BODY_LIMIT, config: { anySite: true } }; // the signature and the secret authenticate the caller
    scope.post<Address>('/callbacks/:vendor/:product/:secret', options, async (request, reply) => {
      const { vendor, product, secret } = request.params;
      const source = service.addresses.find(`${vendor}/${product}`, secret);
      if (!source) {
        reply.callNotFound();
        return reply;
      }
      try {
        const receipt = await service.take(source, callbackOf(request, now()));
        return await reply.type('application/json').send(receipt);
      } catch (error) {
        if (error instanceof LedgerUnavailable) return reply.code(503).header('retry-after', '1').send({});
        if (!(error instanceof CallbackRejected)) throw error;
        const count = refusals.countOf(source.path);
        if (count > 0) request.log.warn({ source: source.path, count }, `callbacks were refused: ${error.message}`);
        return reply.code(401).send({});
      }
    });
    done();
  });
}

function callbackOf(request: FastifyRequest<Address>, receivedAt: number): CallbackRequest {
  const first = (value: string | readonly string[] | undefined): string | undefined =>
    typeof value === 'string' ? value : value?.[0];
  return {
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
    ),
    query: Object.fromEntries(Object.entries(request.query).map(([name, value]) => [name, first(value)])),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    receivedAt,
  };
}

/** Counts refused callbacks between log lines. */
class Refusals {
  readonly #sources = new Map<string, { count: number; loggedAt: number }>();

  constructor(private readonly now: () => number) {}

  /** Returns the refusals since the last log line if a line is due; otherwise 0. */
  countOf(source: string): number {
    const known = this.#sources.get(source) ?? { count: 0, loggedAt: -Infinity };
    const count = known.count + 1;
    const isDue = this.now() - known.loggedAt >= LOG_MS;
    this.#sources.set(source, isDue ? { count: 0, loggedAt: this.now() } : { ...known, count });
    return isDue ? count : 0;
  }
}
