import { SharedPage, SharedQuery, SharedSplit, SharedSplitInput, SharedVerdict, SharedView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { defaultSettings, type Identifier, isAccountKind, normaliseIdentifier } from '#clean';
import { type Clock, type Fault, invalid, nearest } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import type { KindDirectory } from '../config/directory.ts';
import { lockGraph } from '../identify.ts';
import { readKindNames } from '../kind-names.read.ts';
import type { FollowGraph } from '../merge/change.ts';
import { splitShared } from './split.ts';
import { decideShared, readSharedPage, type SharedDecision, type StoredShared } from './shared.store.ts';

export interface SharedRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly kinds: Pick<KindDirectory, 'of'>;
  readonly follow: FollowGraph;
  /** Until merges that were undone can be read everywhere. */
  readonly arrived: () => Promise<void>;
}

const Cursor = Type.Tuple([Type.String(), Type.String(), Type.String()]);

type Caller = { readonly workspace: number; readonly defaultRegion: string };

function unknownKind(kind: string, known: readonly string[]): Fault {
  const suggestion = nearest(kind, [...defaultSettings.kinds.map((one) => one.kind), ...known]);
  const message = 'is a kind that neither the configuration names nor any data has brought';
  return invalid('nobody knows this kind of identifier', [
    { path: '/kind', code: 'DQ_UNKNOWN_KIND', message, ...(suggestion === undefined ? {} : { suggestion }) },
  ]);
}

/** Identifiers that are several people's: what was found, and what somebody says of it. */
export function registerSharedRoutes(app: FastifyInstance, { pg, clock, kinds, follow, arrived }: SharedRoutesDeps): void {
  const routes = typed(app);
  /** An identifier as it is kept. Throws DQ_UNKNOWN_KIND for kinds that neither the configuration names nor any data has brought, DQ_IDENTIFIES_NOBODY. */
  const normal = async ({ workspace, defaultRegion }: Caller, { kind, value: text }: Identifier): Promise<Identifier> => {
    const people = kinds.of(workspace);
    const rules = isAccountKind(kind) ? people.accounts : people;
    if (!rules.names(kind)) {
      const known = await readKindNames(pg, workspace);
      if (!known.includes(kind)) throw unknownKind(kind, known);
    }
    const value = normaliseIdentifier(kind, text, defaultRegion, rules);
    if (value !== undefined) return { kind, value };
    throw invalid('this identifies nobody anyhow', [
      { path: '/value', code: 'DQ_IDENTIFIES_NOBODY', message: `is no ${kind} that could identify anybody (masked, blocked or malformed)` },
    ]);
  };

  const list = {
    summary: 'Identifiers that are several people’s, with what speaks for it, newest first',
    querystring: SharedQuery,
    response: { 200: SharedPage },
  };
  routes.get('/api/v1/identity/shared', { schema: list, config: { capability: 'identity.read', personal: 'sealed' } }, async ({ caller, query }) => {
    const cursor = query.cursor === undefined ? undefined : decodeCursor(Cursor, query.cursor);
    const after = cursor === undefined ? undefined : { foundAt: cursor[0], kind: cursor[1], value: cursor[2] };
    const limit = query.limit ?? 50;
    const rows = await readSharedPage(pg, caller.workspace, { state: query.state, kind: query.kind }, after, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(sharedView),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.foundAt.toISOString(), last.kind, last.value]) : null,
    };
  });

  const decide = {
    summary: 'Says of an identifier that it is several people’s, or that it is not; remembered, and never suspected again',
    body: SharedVerdict,
    response: { 200: SharedView },
  };
  routes.post('/api/v1/identity/shared/decide', { schema: decide, config: { capability: 'identity.decide' } }, async ({ caller, body }) => {
    const identifier = await normal(caller, body);
    // A slice that is at work has decided already; the next one hears of it.
    return pg.transaction(async (tx) => {
      await lockGraph(tx);
      return sharedView(
        await decideShared(tx, {
          workspace: caller.workspace,
          ...identifier,
          state: body.decision,
          author: caller.name,
          at: new Date(clock.now()),
          reason: body.reason ?? null,
        }),
      );
    });
  });

  const split = {
    summary: 'Undoes every merge that one identifier has made, and remembers that it is several people’s. dryRun: says who would come out, and changes nothing',
    body: SharedSplitInput,
    response: { 200: SharedSplit },
  };
  routes.post('/api/v1/identity/shared/split', { schema: split, config: { capability: 'identity.decide' } }, async ({ caller, body }) => {
    const { dryRun = false, reason = null } = body;
    const decision: SharedDecision = {
      workspace: caller.workspace,
      ...(await normal(caller, body)),
      state: 'shared',
      author: caller.name,
      at: new Date(clock.now()),
      reason,
    };
    const { merges, profiles, isExact } = await pg.transaction((tx) => splitShared(tx, decision, follow, dryRun));
    if (!dryRun && merges.length > 0) await arrived();
    return { dryRun, merges: [...merges], profiles: profiles.map((profile) => ({ ...profile, identifiers: [...profile.identifiers] })), isExact };
  });
}

const sharedView = ({ foundAt, decidedAt, evidence, ...row }: StoredShared): SharedView => ({
  ...row,
  evidence: { partners: { ...evidence.partners }, parts: evidence.parts.map((part) => [...part]) },
  foundAt: foundAt.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
});
