import type { FastifyReply } from 'fastify';

/** Aborts when the client goes away before its answer was sent: nobody waits for what is being computed. */
export function signalOf(reply: FastifyReply): AbortSignal {
  const abort = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) abort.abort();
  });
  return abort.signal;
}
