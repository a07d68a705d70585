import type { Readiness } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { languageOf } from './language.ts';
import { renderPage } from './page.ts';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page at `/`: one document, nothing from outside; its policy allows its own style and script, by hash, and nothing else. */
export function registerPage(app: FastifyInstance, deps: { readonly version: string; readonly readiness: () => Promise<Readiness> }): void {
  const [style, script] = [read('./page.css'), read('./page.js')];
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    const query: unknown = request.query;
    const asked = typeof query === 'object' && query !== null && 'lang' in query && typeof query.lang === 'string' ? query.lang : undefined;
    const language = languageOf(asked, request.headers['accept-language']);
    const page = renderPage({ language, origin: originOf(request), version: deps.version, readiness: await deps.readiness(), style, script });
    return reply
      .type('text/html; charset=utf-8')
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache', vary: 'accept-language', 'content-language': language })
      .send(page);
  });
}

/** A Host header is a stranger's text: only what looks like a host is shown. */
function originOf(request: FastifyRequest): string {
  const host = request.host;
  return `${request.protocol}://${/^(\[[\da-fA-F:]+\]|[A-Za-z\d.-]+)(:\d{1,5})?$/.test(host) ? host : 'localhost:8080'}`;
}
