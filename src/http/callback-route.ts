import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { CallbackRejected, type CallbackRequest } from '../callbacks/callback.ts';
import type { CallbackService } from '../callbacks/callback-service.ts';
import { LedgerUnavailable } from '../errors.ts';
import { refuseTooLarge } from './too-large.ts';

/** No vendor's callback comes near it. */
const BODY_LIMIT = 1024 * 1024;
/** Refusals are logged together: whoever sends them must not fill the log. */
const LOG_MS = 10_000;

interface Address {
  readonly Params: { readonly vendor: string; readonly product: string; readonly secret: string };
  readonly Querystring: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * Callbacks of vendors at /callbacks/<vendor>/<product>/<secret>: 200 with the vendor's receipt once it is kept, 401 for
 * what somebody else may have sent, 413 above 1 MiB, 503 while the ledger cannot be written, so that the vendor repeats it.
 * `now` gives Unix ms.
 */
export async function registerCallbacks(
  app: FastifyInstance,
  reception: Pick<CallbackService, 'addresses' | 'take'>,
  now: () => number,
): Promise<void> {
  const refusals = new Refusals(now);
  await app.register((scope, _none, done) => {
    scope.removeAllContentTypeParsers();
    // Signatures are over the bytes, whatever they are said to be: also where Fastify could not make sense of it.
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
    const options = { bodyLimit: BODY_LIMIT, config: { anySite: true } }; // a signature and a secret tell who calls
    scope.post<Address>('/callbacks/:vendor/:product/:secret', options, async (request, reply) => {
      const { vendor, product, secret } = request.params;
      const source = reception.addresses.find(`${vendor}/${product}`, secret);
      if (!source) {
        reply.callNotFound();
        return reply;
      }
      try {
        const receipt = await reception.take(source, callbackOf(request, now()));
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

/** Counts refused callbacks until they are worth a line. */
class Refusals {
  readonly #sources = new Map<string, { count: number; loggedAt: number }>();

  constructor(private readonly now: () => number) {}

  /** How many there were since the last line, when one is due now; 0 when not. */
  countOf(source: string): number {
    const known = this.#sources.get(source) ?? { count: 0, loggedAt: -Infinity };
    const count = known.count + 1;
    const isDue = this.now() - known.loggedAt >= LOG_MS;
    this.#sources.set(source, isDue ? { count: 0, loggedAt: this.now() } : { ...known, count });
    return isDue ? count : 0;
  }
}
