import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Fault, isJsonObject } from '#kernel';
import type { PrivacyDirectory } from './directory.ts';
import type { Masker } from './mask-json.ts';
import { CsvMask, JsonLinesMask } from './mask-table.ts';
import { type Sealer, sealMark } from './seal.ts';
import { withSeals } from './with-seals.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * `shown`: the answer holds no customers' data, or shows them on purpose and writes that into the audit log.
     * `sealed`: identifiers in it come with `sealed` beside the masked value, for requests that must name them.
     */
    personal?: 'shown' | 'sealed';
  }
}

/**
 * The one door through which answers leave masked: everything under /api/v1 that goes to somebody who does not see personal data.
 * Register it after the hook that keeps idempotent answers: those are kept whole, and masked for each caller that gets them again.
 * What cannot be masked (a picture, an archive) is refused.
 */
export function registerMasking(app: FastifyInstance, { privacy, sealer }: { readonly privacy: PrivacyDirectory; readonly sealer: Sealer }): void {
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.caller !== undefined) openSeals(request, sealer);
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { caller } = request;
    if (caller === undefined || caller.seesPersonalData || isShown(request)) return done(null, payload);
    done(null, maskedPayload(request, reply, payload, privacy.maskerFor(caller), sealer));
  });
}

/** Answers about those who work here, not about customers: colleagues see one another's addresses. */
const colleagues = ['/api/v1/me', '/api/v1/operators', '/api/v1/mail', '/api/v1/workspaces'];

function isShown({ routeOptions: { url = '', config } }: FastifyRequest): boolean {
  return config.personal === 'shown' || colleagues.some((path) => url === path || url.startsWith(`${path}/`));
}

const typeOf = (reply: FastifyReply): string => String(reply.getHeader('content-type') ?? '').split(';', 1)[0] ?? '';

function maskedPayload(request: FastifyRequest, reply: FastifyReply, payload: unknown, masker: Masker, sealer: Sealer): unknown {
  if (payload === undefined || payload === null || payload === '') return payload;
  const type = typeOf(reply);
  const text = typeof payload === 'string' ? payload : Buffer.isBuffer(payload) ? payload.toString('utf8') : undefined;
  if ((type === 'application/json' || type === 'application/problem+json') && text !== undefined) return maskedJson(request, text, masker, sealer);
  const table =
    type === 'text/csv' ? new CsvMask(masker) : type === 'application/x-ndjson' || type === 'application/jsonl' ? new JsonLinesMask(masker) : undefined;
  const source = text === undefined ? (payload instanceof Readable ? payload : undefined) : Readable.from([Buffer.from(text)]);
  if (table === undefined || source === undefined)
    throw new Fault('DQ_FORBIDDEN', 403, 'this answer cannot be masked; it needs somebody who sees personal data, such as a key with the scope admin');
  reply.removeHeader('content-length');
  source.once('error', (error) => table.destroy(error));
  return source.pipe(table);
}

function maskedJson(request: FastifyRequest, text: string, masker: Masker, sealer: Sealer): string {
  const value: unknown = JSON.parse(text);
  const masked = masker.about(value, aboutOf(request));
  const { workspace } = request.caller;
  const sealed = request.routeOptions.config.personal === 'sealed' ? withSeals(value, masked, (plain) => sealer.seal(workspace, plain)) : masked;
  // A cursor holds the sort key of the last item in clear: a phone number, where the list is sorted by identifiers.
  if (isJsonObject(sealed) && typeof sealed['next'] === 'string') return JSON.stringify({ ...sealed, next: sealer.seal(workspace, sealed['next']) });
  return sealed === value ? text : JSON.stringify(sealed);
}

/** What the address says that the answer's values are of. */
function aboutOf(request: FastifyRequest): Parameters<Masker['about']>[1] {
  const { url = '' } = request.routeOptions;
  const param = (name: string): string => (isJsonObject(request.params) && typeof request.params[name] === 'string' ? request.params[name] : '');
  if (url.includes('/traits/:path')) return { scope: 'trait', path: param('path') };
  return url.includes('/tags/:key') ? { scope: 'tag', path: param('key') } : undefined;
}

const sealedPattern = new RegExp(`^${sealMark}[\\w-]{38,}$`);
const openable = ['cursor', 'value'] as const;

/** Puts what was sealed back into the query (cursor, value) and the body (value) of a request, before it is validated. */
function openSeals(request: FastifyRequest, sealer: Sealer): void {
  for (const part of [request.query, request.body]) {
    if (!isJsonObject(part)) continue;
    for (const name of openable) {
      const value = part[name];
      if (typeof value === 'string' && sealedPattern.test(value)) Reflect.set(part, name, sealer.open(request.caller.workspace, value));
    }
  }
}
