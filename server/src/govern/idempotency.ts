import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Fault, invalid, isJsonObject } from '#kernel';
import type { Postgres } from '#platform';

const claim = `
  INSERT INTO govern.idempotent_answer (workspace, key, request) VALUES ($1, $2, $3)
  ON CONFLICT (workspace, key) DO UPDATE SET created_at = now()
    WHERE idempotent_answer.status IS NULL AND idempotent_answer.request = excluded.request AND idempotent_answer.created_at < now() - interval '1 minute'
  RETURNING 1 AS claimed`;
const readAnswer = 'SELECT request, status, body FROM govern.idempotent_answer WHERE workspace = $1 AND key = $2';
// The text of the answer as one JSON string: it comes back byte by byte.
const keepAnswer = 'UPDATE govern.idempotent_answer SET status = $3, body = to_jsonb($4::text) WHERE workspace = $1 AND key = $2';
const release = 'DELETE FROM govern.idempotent_answer WHERE workspace = $1 AND key = $2 AND status IS NULL';
const forgetOld = "DELETE FROM govern.idempotent_answer WHERE created_at < now() - interval '1 day'";

interface Stored {
  readonly request: Buffer;
  readonly status: number | null;
  readonly body: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The Idempotency-Key under which this request's answer is kept. */
    claimedKey?: string;
  }
}

const longestKey = 200;

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || typeof key !== 'string' || request.caller === undefined) return undefined;
  if (key.length === 0 || key.length > longestKey)
    throw invalid('the Idempotency-Key must have 1 to 200 characters', [
      { path: '/headers/idempotency-key', code: 'DQ_RANGE', message: 'must have 1 to 200 characters' },
    ]);
  return key;
}

/** What must be the same for it to be the same request. The length stands for bodies that stream (files). */
const fingerprintOf = (request: FastifyRequest): Buffer =>
  createHash('sha256')
    .update(`${request.method} ${request.url} ${request.headers['content-length'] ?? ''} ${JSON.stringify(request.body ?? null)}`)
    .digest();

/**
 * A POST under /api/v1 with `Idempotency-Key` runs once: the same request again within a day gets the first one's answer
 * (marked `Idempotency-Replayed: true`), another request under the key 422, one that comes while the first still runs 409.
 * Only success is kept: a refused or failed request changed nothing and may be sent again, mended or not, under the same key.
 */
export function registerIdempotency(app: FastifyInstance, deps: { readonly pg: Postgres }): void {
  const { pg } = deps;
  app.decorateRequest('claimedKey');

  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === undefined) return undefined;
    const [workspace, fingerprint] = [request.caller.workspace, fingerprintOf(request)];
    const [claimed] = await pg.query(claim, [workspace, key, fingerprint]);
    if (claimed !== undefined) {
      request.claimedKey = key;
      await pg.query(forgetOld);
      return undefined;
    }
    const [stored] = await pg.query<Stored>(readAnswer, [workspace, key]);
    if (stored !== undefined && !fingerprint.equals(stored.request))
      throw new Fault('DQ_IDEMPOTENCY_KEY_REUSED', 422, 'this Idempotency-Key was used for another request; use a new one');
    if (typeof stored?.status !== 'number') {
      reply.header('retry-after', '1');
      throw new Fault('DQ_IN_PROGRESS', 409, 'the first request under this Idempotency-Key is still running; ask again shortly');
    }
    return reply
      .code(stored.status)
      .header('idempotency-replayed', 'true')
      .header('content-type', 'application/json; charset=utf-8')
      .send(stored.body ?? '');
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const key = request.claimedKey;
    if (key === undefined) return payload;
    const workspace = request.caller.workspace;
    if (reply.statusCode >= 400 || (typeof payload !== 'string' && payload !== null && payload !== undefined)) await pg.query(release, [workspace, key]);
    else await pg.query(keepAnswer, [workspace, key, reply.statusCode, withoutSecrets(payload ?? '', request.routeOptions.config.shownOnce ?? [])]);
    return payload;
  });
}

/** Secrets are shown once and stored nowhere in clear: not here either. */
function withoutSecrets(payload: string, fields: readonly string[]): string {
  if (fields.length === 0 || payload === '') return payload;
  const answer: unknown = JSON.parse(payload);
  if (!isJsonObject(answer)) return payload;
  return JSON.stringify(Object.fromEntries(Object.entries(answer).filter(([name]) => !fields.includes(name))));
}
