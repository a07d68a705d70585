import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { answerUnknownPaths } from './not-found.ts';
import { serveOpenApi } from './openapi.ts';
import { faultOf, problemOf, problemType } from './problem.ts';
import { compileValidator } from './validation.ts';

export interface HttpShellOptions {
  readonly logger?: FastifyBaseLogger;
  /** The product's version, shown in the API reference. */
  readonly version?: string;
  /** Largest body of a request in bytes, where a route says nothing else; 1 MiB by default. */
  readonly bodyLimit?: number;
  /** Whose X-Forwarded-For is believed; nobody's by default. */
  readonly trustProxy?: boolean | string;
  /** Sees every request first; true when it has taken it. What is served many thousand times a second goes without routing and hooks. */
  readonly front?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/** For answers that are data: a browser that is tricked into showing one as a page runs nothing in it. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** A query may hold a token or somebody's phone number: the log gets none. */
const pathOf = (url: string): string => url.split('?')[0] ?? '';

const longestUploadMs = 2 * 3_600_000;
const sweepEveryMs = 50;
/** Longer than the minute after which proxies drop an idle connection, so that they never send into one that is closing here. */
const keptAliveMs = 72_000;

/**
 * The HTTP server without routes: problem documents for every failure, request ids, limits, validation, security headers,
 * the API reference. Close it with `app.close()`: it stops listening, ends idle connections and lets running requests finish.
 */
export async function createHttpShell(options: HttpShellOptions = {}): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    ...(options.logger === undefined ? {} : { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimit ?? 1024 * 1024,
    trustProxy: options.trustProxy ?? false,
    requestTimeout: longestUploadMs,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // a request on a kept connection is still answered while the server drains
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    genReqId: requestIds(),
    requestIdHeader: false,
    ...(options.front === undefined ? {} : { serverFactory: withFront(options.front) }),
    frameworkErrors: (error, request, reply) => {
      const { fault } = faultOf(error);
      reply.raw.writeHead(fault.status, { 'content-type': problemType, 'x-request-id': request.id }).end(JSON.stringify(problemOf(fault, request.id)));
    },
  });
  app.setValidatorCompiler(compileValidator);
  // Response schemas describe; JSON.stringify writes. A serialiser made from the schema would silently drop what it does not name.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders).header('x-request-id', request.id);
    if (request.url.startsWith('/api/v1/')) reply.header('cache-control', 'no-store').header('content-security-policy', dataPolicy);
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const { fault, isExpected } = faultOf(error);
    if (!isExpected) request.log.error({ err: error, requestId: request.id, method: request.method, path: pathOf(request.url) }, fault.code);
    if (fault.status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '2');
    return reply
      .code(fault.status)
      .header('content-type', problemType)
      .send(JSON.stringify(problemOf(fault, request.id)));
  });
  app.addHook('preClose', (done) => {
    // Connections that were busy when the drain began, and idle since, would be waited for until they time out.
    const sweep = setInterval(() => app.server.closeIdleConnections(), sweepEveryMs);
    app.server.once('close', () => clearInterval(sweep));
    done();
  });
  answerUnknownPaths(app);
  await serveOpenApi(app, options.version ?? '0.0.0');
  return app;
}

/** The framework sets no timeouts on a server that it did not make. */
const withFront =
  (front: NonNullable<HttpShellOptions['front']>) =>
  (framework: RequestListener): Server => {
    const server = createServer((request, response) => {
      // While the server drains, each answer ends its connection, or a busy client would keep it open for ever.
      if (!server.listening) response.setHeader('connection', 'close');
      if (!front(request, response)) framework(request, response);
    });
    server.requestTimeout = longestUploadMs;
    server.keepAliveTimeout = keptAliveMs;
    return server;
  };

/** Unique over restarts without a random draw a request; a caller's own id is kept when it is harmless. */
function requestIds(): (request: { headers: Record<string, string | string[] | undefined> }) => string {
  const start = randomBytes(6).toString('base64url');
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : `${start}-${(count++).toString(36)}`;
  };
}
