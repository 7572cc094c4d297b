import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import helmet from '@fastify/helmet';
import { HttpException } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { actorOf, registerWebSecurity, RoleTasksQueries } from './identity/index.js';
import {
  acceptFiles,
  csvText,
  beginTrace,
  describeProblem,
  Metrics,
  NestLogger,
  parseJson,
  validationPipe,
  type Config,
  type Logger,
} from './platform/index.js';
import { acceptForms, PageProblemFilter } from './web/index.js';
import { openApiDocument } from './web.contract.js';
import { WebModule } from './web.module.js';

/** Bytes; a report's largest document is about 60 KB. */
const BODY_LIMIT = 1024 * 1024;
/** From the signal to stop until connections without a request are ended: requests that were sent before it may still arrive. */
const LAST_REQUESTS_MS = 50;

/** The web application, ready to listen. */
export async function createWebApp(config: Config, logger: Logger): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    WebModule.forRoot(config, logger),
    webAdapter(config),
    {
      logger: new NestLogger(logger),
      bodyParser: false,
      abortOnError: false,
    },
  );
  await configureApp(app, config, logger);
  return app;
}

export function webAdapter(config: Pick<Config, 'TRUST_PROXY' | 'PUBLIC_URL'>): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: refuseAddress(config),
    // As a function: a plain number of hops is taken by Fastify 5.12 and then believed of nobody.
    ...(config.TRUST_PROXY === 0
      ? {}
      : { trustProxy: (_address: string, hop: number) => hop < config.TRUST_PROXY }),
  });
}

/** An address that cannot be decoded reaches no route, no hook and no filter: whatever an answer must bear is put on it here. */
const refuseAddress =
  (config: Pick<Config, 'PUBLIC_URL'>) =>
  (_error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    const problem = new HttpException('', 400);
    void reply
      .status(400)
      .headers({
        'Content-Type': 'application/problem+json; charset=utf-8',
        'Cache-Control': 'no-store',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'X-Request-Id': request.id,
        ...(behindHttps(config) && {
          'Strict-Transport-Security': `max-age=${HTTPS_ONLY.maxAge}; includeSubDomains`,
        }),
      })
      .send(JSON.stringify(describeProblem(problem, request.id)));
  };

/** For a year browsers come by HTTPS alone, here and below this host. Without HTTPS the header would mean nothing. */
const HTTPS_ONLY = { maxAge: 31_536_000, includeSubDomains: true } as const;

const behindHttps = ({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): boolean => PUBLIC_URL.startsWith('https:');

/** Security headers, body rules, validation and problem answers: the same for every route, set here once. */
export async function configureApp(
  app: NestFastifyApplication,
  config: Config,
  logger: Logger,
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : parseJson(body as string));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  fastify.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, csvText(body as Buffer));
  });
  acceptFiles(fastify);
  await acceptForms(app);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        // Signing out leads on to the identity provider, and browsers hold this against where a form leads in the end.
        formAction: [
          "'self'",
          ...(config.OIDC_ISSUER === undefined ? [] : [new URL(config.OIDC_ISSUER).origin]),
        ],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: behindHttps(config) && HTTPS_ONLY,
    referrerPolicy: { policy: 'no-referrer' },
  });
  // A connection kept for a next request would hold up the end for as long as browsers keep them. One on which nothing was asked yet, such
  // as browsers open to be quick, does not count as idle for Node, so it is ended here.
  let closing = false;
  const unused = new Set<Socket>();
  fastify.server.on('connection', (socket: Socket) => {
    unused.add(socket.once('close', () => unused.delete(socket)));
  });
  const traces = new WeakMap<FastifyRequest, ReturnType<typeof beginTrace>>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    unused.delete(request.raw.socket);
    const name = `${request.method} ${request.routeOptions.url ?? 'none'}`;
    traces.set(request, beginTrace(name, { correlationId: request.id }, done));
  });
  fastify.addHook('preClose', async () => {
    closing = true;
    // What was sent and has not been read yet is read first, and answered: after `setImmediate` the sockets have been looked at.
    await setTimeout(LAST_REQUESTS_MS);
    await setImmediate();
    for (const socket of unused) socket.destroy();
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    void reply.header('X-Request-Id', request.id);
    if (closing) void reply.header('Connection', 'close');
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
    done();
  });
  const metrics = app.get(Metrics);
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.request(request.method, route, reply.statusCode, reply.elapsedTime);
    traces.get(request)?.setAttribute('http.response.status_code', reply.statusCode).end();
    logger.info(
      {
        reqId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        // Who, by id, and from where: so that attempts can be followed that the audit trail does not keep each of.
        actor: actorOf(request)?.userId ?? null,
        address: request.ip,
      },
      'request',
    );
    done();
  });
  await registerWebSecurity(app, config);
  let description: string | undefined;
  fastify.decorate('apiDescription', () => (description ??= JSON.stringify(openApiDocument(app))));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new PageProblemFilter(logger, config, app.get(RoleTasksQueries, { strict: false })));
}
