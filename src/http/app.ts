import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify';
import type { Logger } from 'pino';
import { parseJson } from '../wire/json.ts';
import { STREAM_PATH } from './stream-path.ts';
import { errorBody, RequestError } from './errors/request-error.ts';
import { siteRefusal, type SiteRules } from './cross-site.ts';
import { withoutPublicPath } from './public-path.ts';
import { refuseTooLarge } from './too-large.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Serves the route under any host name and to pages of any site, because the answers hold no data or the request is
     * signed.
     */
    anySite?: boolean;
  }
}

/** Maximum size of a request body: a start with every list full is below 64 kB. */
const BODY_LIMIT = 256 * 1024;

/** Minimum size of a compressed answer, in bytes. */
const COMPRESSED_FROM = 1024;

/** Timeouts of a client, in ms. */
export interface RequestTimes {
  /** Timeout of the headers. Node applies the longer timeout to the whole request. */
  readonly headersMs: number;
  /** Timeout of the whole request. */
  readonly requestMs: number;
  /** Interval of the check for late clients. */
  readonly checkMs: number;
}

const REQUEST_TIMES: RequestTimes = { headersMs: 10_000, requestMs: 15_000, checkMs: 1000 };

export interface AppOptions {
  readonly log: Logger;
  readonly sites: SiteRules;
  readonly times?: RequestTimes;
  /** The path of PUBLIC_ORIGIN, as `/tape`. Absent: none. */
  readonly publicPath?: string;
}

/** The HTTP server without routes: limits, JSON, compression, CORS, and JSON errors for everything. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { log, sites, times = REQUEST_TIMES, publicPath = '' } = options;
  const logger: FastifyBaseLogger = log;
  const app = fastify({
    loggerInstance: logger,
    http: {
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket', // h2c stays HTTP/1.1
      headersTimeout: times.headersMs,
      connectionsCheckingInterval: times.checkMs,
    },
    // Fastify's log lines contain addresses, and the address of a GET contains the variables; see the hook below.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    rewriteUrl: ({ url = '/' }) => withoutPublicPath(url, publicPath),
    genReqId: ({ headers }) => givenId(headers['x-request-id']) ?? randomUUID(),
    requestTimeout: times.requestMs,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // open connections are served until the server stops
    routerOptions: { maxParamLength: 200 },
    // Fastify's message for an address that cannot be decoded repeats the address.
    frameworkErrors: (_error, request, reply) =>
      void (reply as FastifyReply)
        .code(400)
        .header('x-request-id', request.id)
        .send(errorBody('BAD_REQUEST', 'The address cannot be read.')),
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseJson(body as string));
    } catch {
      done(new RequestError(400, 'The request body is not valid JSON.')); // the parser's message repeats the text
    }
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => {
    done(null, undefined); // routes that need JSON answer 415
  });

  app.addHook('onRequest', (request, reply, done) => {
    // The default: an answer is for one client. Routes with public answers set their own cache rule.
    void reply
      .header('x-request-id', request.id)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store');
    const isReadable = URL.canParse(`${request.protocol}://${request.hostname}/`); // Apollo would throw
    if (!isReadable) {
      done(new RequestError(400, 'The Host header is not a valid host.'));
      return;
    }
    const refusal = request.routeOptions.config.anySite ? undefined : siteRefusal(request.headers, sites);
    done(refusal && new RequestError(refusal.status, refusal.message, refusal.code));
  });
  // Compressed requests are refused: a decompressed body could exceed every limit.
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: COMPRESSED_FROM, globalDecompression: false });
  await app.register(cors, {
    delegator: (request, done) => {
      const methods = request.url?.startsWith(STREAM_PATH) ? ['GET', 'POST', 'PUT', 'DELETE'] : ['GET', 'POST'];
      done(null, { origin: [...sites.origins], methods, maxAge: 600, exposedHeaders: ['x-request-id'] });
    },
  });

  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url;
    request.log.debug({ method: request.method, route, status: reply.statusCode, ms: reply.elapsedTime }, 'answered');
    done();
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(errorBody('NOT_FOUND', 'There is nothing here.')));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof RequestError) return reply.code(error.statusCode).send(errorBody(error.code, error.message));
    const { status, code, message } = publicError(error);
    if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'a request failed');
    if (status === 413) return refuseTooLarge(reply, errorBody(code, message));
    return reply.code(status).send(errorBody(code, status >= 500 ? `${message} Request ${request.id}.` : message));
  });
  return app;
}

/** Form of request ids that proxies generate: a UUID, or hexadecimal digits. */
const REQUEST_ID = /^[\da-f-]{16,64}$/i;

/**
 * Returns the request id of a proxy. Rejects other texts, because the id is logged and returned, and a text may be a
 * secret.
 */
function givenId(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' && value.length <= 64 && REQUEST_ID.test(value) ? value : undefined;
}

function publicError(error: Error & { statusCode?: number; code?: string }): {
  status: number;
  code: string;
  message: string;
} {
  if (error.statusCode === 413) {
    return { status: 413, code: 'PAYLOAD_TOO_LARGE', message: 'The request body is larger than 256 kB.' };
  }
  const isTheirs = (error.statusCode ?? 500) < 500 || error.code === 'ERR_INVALID_URL'; // a Host header that is no host
  return isTheirs
    ? { status: error.statusCode ?? 400, code: 'BAD_REQUEST', message: 'The request cannot be read.' }
    : { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong on our side.' };
}
