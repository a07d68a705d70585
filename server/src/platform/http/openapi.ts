import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { Problem } from '@danqing/contracts';
import type { FastifyInstance, FastifySchema } from 'fastify';

/** The reference may run its own scripts and styles and reach this server: nothing else, nobody else. */
const referencePolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; object-src 'none'; base-uri 'none'";

const isDocumented = (url: string, schema: FastifySchema | undefined): boolean => url.startsWith('/api/v1/') || schema?.summary !== undefined;

const problemAnswer = { description: 'A problem document: what is wrong and where', content: { 'application/problem+json': { schema: Problem } } };

/** OpenAPI 3.1 from the routes' own schemas at /api/openapi.json, and the reference to read at /api/docs. */
export async function serveOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Danqing',
        version,
        description: 'Living customer profiles: collect, identify, tag, segment. Every answer from 400 on is a problem document with a permanent code.',
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'the admin key or an API key' } } },
    },
    transform: ({ schema, url }) => {
      const known = schema ?? {};
      if (!isDocumented(url, known)) return { schema: { ...known, hide: true }, url };
      const secured = url.startsWith('/api/v1/');
      return {
        url,
        schema: {
          ...known,
          tags: known.tags ?? [url.split('/')[secured ? 3 : 1] ?? 'api'],
          ...(secured ? { security: [{ key: [] }] } : {}),
          response: { ...(typeof known.response === 'object' ? known.response : {}), default: problemAnswer },
        },
      };
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: referencePolicy,
    uiConfig: { validatorUrl: null, docExpansion: 'list', persistAuthorization: false },
    theme: { title: 'Danqing API', css: [{ filename: 'danqing.css', content: '.swagger-ui .topbar { display: none }' }] },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
