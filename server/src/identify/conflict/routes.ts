import { ConflictPage, ConflictsDecided, ConflictsQuery, ConflictVerdict, type ConflictView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { bareKind } from '#clean';
import type { Clock } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { type ConflictFilter, readConflictPage, type ReviewedConflict } from './conflict.store.ts';
import { decide, type Join } from './decide.ts';

export interface ConflictRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly join: Join;
  /** Until merges that were made can be read everywhere. */
  readonly arrived: () => Promise<void>;
}

/** Links that were not followed: seeing them, and saying what they are. */
export function registerConflictRoutes(app: FastifyInstance, { pg, clock, join, arrived }: ConflictRoutesDeps): void {
  const routes = typed(app);

  const list = { summary: 'Links between identifiers that were not followed, newest first', querystring: ConflictsQuery, response: { 200: ConflictPage } };
  routes.get('/api/v1/identity/conflicts', { schema: list, config: { capability: 'identity.read' } }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const { kind, demoted, cause, profile, subject } = query;
    const state: ConflictFilter['state'] = query.state ?? 'open';
    const rows = await readConflictPage(pg, caller.workspace, { kind, demoted, cause, profile, state, subject }, before, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(conflictView), next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null };
  });

  const verdict = {
    summary: 'Says of conflicts that they are one person, two people, or that the identifier is several people’s; carried out and remembered',
    body: ConflictVerdict,
    response: { 200: ConflictsDecided },
  };
  routes.post('/api/v1/identity/conflicts/decide', { schema: verdict, config: { capability: 'identity.decide' } }, async ({ caller, body }) => {
    const { items, merges } = await decide(
      pg,
      {
        workspace: caller.workspace,
        ids: body.ids,
        decision: body.decision,
        author: caller.name,
        at: new Date(clock.now()),
        reason: body.reason ?? null,
      },
      join,
    );
    if (merges.length > 0) await arrived();
    return { items: items.map(conflictView), merges: [...merges] };
  });
}

const accountNamed = (account: string | null) => (account === null ? {} : { account });

const conflictView = (conflict: ReviewedConflict): ConflictView => {
  const { kept, other, keptHome: _keptHome, otherHome: _otherHome, keptAccount, otherAccount, kind, a, b, firstSeen, decidedAt, ...row } = conflict;
  return {
    ...row,
    subject: keptAccount === null ? 'person' : 'account',
    kind: bareKind(kind),
    kept: { profile: kept, ...accountNamed(keptAccount), identifier: { kind: bareKind(a.kind), value: a.value } },
    demoted: { profile: other, ...accountNamed(otherAccount), identifier: { kind: bareKind(b.kind), value: b.value } },
    firstSeen: firstSeen.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
};
