import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '#kernel';

/** Where the build of `console/` lies; made by `npm start`. */
const built = fileURLToPath(new URL('../../../../console/dist/', import.meta.url));

/** Addresses that are the console's own: every one answers with the same document, and the page that it names is drawn in the browser. */
const documents = ['/', '/sign-in', '/welcome', '/w/*'];

const yearSeconds = 31_536_000;

/**
 * What the document may do: its own scripts, styles and pictures, calls to this server, nothing from outside.
 * Styles that the component library writes carry the nonce; style attributes are set by charts in their tooltips.
 */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The console at `/`: one document, and files that never change under their names. */
export function registerConsole(app: FastifyInstance): void {
  const page = readDocument();
  for (const url of documents) {
    app.get(url, { schema: { hide: true } }, async (_request, reply) => {
      if (page === undefined) throw new Fault('DQ_CONSOLE_NOT_BUILT', 503, 'the console is not built: run `npm start`, or `npm run build -w console`');
      const nonce = randomBytes(16).toString('base64');
      return reply
        .type('text/html; charset=utf-8')
        .headers({ 'content-security-policy': policyWith(nonce), 'cache-control': 'no-cache' })
        .send(page.replace('__CSP_NONCE__', nonce));
    });
  }
  if (page === undefined) return;
  app.register(fastifyStatic, { root: built, serve: false, preCompressed: true, index: false });
  const isHashed = (name: string): boolean => name.startsWith('assets/');
  for (const url of ['/assets/*', '/icon.svg', '/first-paint.js']) {
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      const name = new URL(request.url, 'http://console').pathname.slice(1);
      return reply.sendFile(name, { maxAge: isHashed(name) ? yearSeconds * 1000 : 0, immutable: isHashed(name) });
    });
  }
}

function readDocument(): string | undefined {
  const file = `${built}index.html`;
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
