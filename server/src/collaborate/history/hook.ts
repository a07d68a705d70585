import type { FastifyInstance } from 'fastify';
import { type Clock, isJsonObject } from '#kernel';
import type { Postgres } from '#platform';
import { definitionWrite, isDefinitionWrite } from '../definition-route.ts';
import { reasonOf } from '../reason.ts';
import { keepRevision, type StoredRevision } from './revision.store.ts';

/**
 * Keeps what was sent of each definition that was written, with who and why, before the answer leaves. Register it before the hook that masks: it reads
 * the sentence in the answer.
 */
export function registerHistoryHook(app: FastifyInstance, { pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { caller } = request;
    const isDone = reply.statusCode >= 200 && reply.statusCode < 300 && reply.statusCode !== 202;
    if (caller === undefined || !isDone || !isDefinitionWrite(request) || reply.getHeader('idempotency-replayed') !== undefined) return payload;
    const answer: unknown = typeof payload === 'string' && payload.startsWith('{') ? JSON.parse(payload) : undefined;
    const write = definitionWrite(request, answer);
    if (write === undefined) return payload;
    await keepRevision(pg, {
      ...write,
      workspace: caller.workspace,
      operatorId: caller.operator?.id ?? null,
      actor: caller.operator?.name ?? caller.name,
      reason: reasonOf(request),
      body: write.deed === 'removed' ? null : (request.body ?? null),
      sentence: sentenceIn(answer),
      at: new Date(clock.now()),
    });
    return payload;
  });
}

function sentenceIn(answer: unknown): StoredRevision['sentence'] {
  const sentence = isJsonObject(answer) ? answer['sentence'] : undefined;
  if (!isJsonObject(sentence)) return null;
  const { zh, en } = sentence;
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : null;
}
