import type { FastifyInstance } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Postgres } from '#platform';

const stillOpen = `
  SELECT s.id, w.id AS workspace, CASE WHEN o.is_owner THEN 'admin' ELSE r.role END AS role
  FROM govern.operator_session s
  JOIN govern.operator o ON o.id = s.operator
  CROSS JOIN govern.workspace w
  LEFT JOIN govern.operator_role r ON r.operator = o.id AND r.workspace = w.id AND r.disabled_at IS NULL
  WHERE s.id = ANY ($1) AND s.expires_at > now() AND (o.is_owner OR r.role IS NOT NULL)`;

interface Open {
  readonly session: string;
  readonly workspace: number;
  readonly role: string;
}

const lookEveryMs = 30_000;

/**
 * Answers that stay open (streams, long downloads) end when what opened them no longer holds: session ended, operator removed or
 * disabled, role changed. At once by NOTIFY, and by a look every half minute for sessions that expire.
 */
export function endOpenAnswers(app: FastifyInstance, { pg }: { readonly pg: Postgres }): void {
  const open = new Map<ServerResponse, Open>();
  const check = async (): Promise<void> => {
    if (open.size === 0) return;
    const rows = await pg.query<{ readonly id: string; readonly workspace: number; readonly role: string }>(stillOpen, [
      [...open.values()].map(({ session }) => session),
    ]);
    const holding = new Set(rows.map(({ id, workspace, role }) => `${id} ${workspace} ${role}`));
    for (const [response, { session, workspace, role }] of open) {
      // An answer without a head is one that may just have ended its own session: it will be sent.
      if (response.headersSent && !holding.has(`${session} ${workspace} ${role}`)) response.destroy();
    }
  };
  const look = (): void => {
    check().catch(() => undefined); // PostgreSQL is away: the next look finds what this one missed
  };
  const listening = pg.listen('govern_operator', look);
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await listening.close();
  });
  app.addHook('preHandler', (request, reply, done) => {
    const operator = request.caller?.operator;
    if (operator !== null && operator !== undefined && request.signedIn !== undefined) {
      open.set(reply.raw, { session: request.signedIn.session, workspace: request.caller.workspace, role: operator.role });
      reply.raw.once('close', () => open.delete(reply.raw));
    }
    done();
  });
}
