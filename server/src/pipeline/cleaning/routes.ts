import { CleaningInput, CleaningPreview, CleaningPreviewInput, CleaningVersion, CleaningView, PageOf, PageQuery } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { recordAudit } from '#govern';
import { type Clock, Fault } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, requireMatch, sendEtag, typed } from '#platform';
import { checkRules } from './check.ts';
import { insertCleaning, readCleaningVersions, type StoredCleaning } from './cleaning.store.ts';
import type { CleaningDirectory } from './directory.ts';
import { readDid } from './did.store.ts';
import { previewRule } from './preview.ts';
import type { TailDeps } from './tail.ts';

export interface CleaningRoutesDeps extends TailDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly cleaning: CleaningDirectory;
}

const newest = 2 ** 31 - 1;

const versionView = (stored: StoredCleaning | undefined): Type.Static<typeof CleaningVersion> => ({
  version: stored?.version ?? 0,
  author: stored?.author ?? null,
  reason: stored?.reason ?? null,
  at: stored?.createdAt.toISOString() ?? null,
  rules: [...(stored?.rules ?? [])],
});

/**
 * Rules are what people wrote, not what customers are: they leave as they were written, or whoever opens one would publish masks. The preview shows customers' values, masked like everything.
 * Cleaning rules: reading them with what they did, publishing all of them as one version, their versions, and what one would do.
 */
export function registerCleaningRoutes(app: FastifyInstance, deps: CleaningRoutesDeps): void {
  const { pg, clock, sources, cleaning } = deps;
  const routes = typed(app);

  const view = async (workspace: number, stored: StoredCleaning | undefined): Promise<Type.Static<typeof CleaningView>> => ({
    ...versionView(stored),
    did: (await readDid(pg, workspace)).map(({ sourceId, lastAt, ...did }) => ({
      ...did,
      source: sources.byId(sourceId)?.name ?? '',
      lastAt: lastAt.toISOString(),
    })),
  });

  const current = { summary: 'The cleaning rules that count now, and what each of them did', response: { 200: CleaningView } };
  routes.get('/api/v1/cleaning', { schema: current, config: { capability: 'data.read', personal: 'shown' } }, async ({ caller }, reply) => {
    await cleaning.refresh();
    const stored = cleaning.storedOf(caller.workspace);
    sendEtag(reply, stored?.version ?? 0);
    return view(caller.workspace, stored);
  });

  const publish = {
    summary:
      'Publish all cleaning rules as a version; refused when an example of theirs fails. They count for what comes; the past by POST /cleaning/replays. With If-Match: only if nobody published meanwhile',
    body: CleaningInput,
    response: { 200: CleaningView },
  };
  routes.put('/api/v1/cleaning', { schema: publish, config: { capability: 'data.write', personal: 'shown' } }, async (request, reply) => {
    const { caller, body } = request;
    checkRules(body.rules);
    await cleaning.refresh();
    const before = cleaning.storedOf(caller.workspace);
    requireMatch(request, before?.version ?? 0);
    const written = await pg.transaction(async (tx) => {
      const row = {
        workspace: caller.workspace,
        version: (before?.version ?? 0) + 1,
        rules: body.rules,
        author: caller.name,
        reason: body.reason,
        createdAt: new Date(clock.now()),
      };
      const made = await insertCleaning(tx, row);
      if (made === undefined) throw new Fault('DQ_CHANGED_MEANWHILE', 412, 'somebody published at the same moment: read it again and repeat the change');
      await recordAudit(tx, caller, {
        action: 'cleaning.publish',
        object: `cleaning:${made.version}`,
        details: { reason: body.reason, ...differences(before?.rules ?? [], body.rules) },
      });
      return made;
    });
    await cleaning.refresh();
    sendEtag(reply, written.version);
    return view(caller.workspace, written);
  });

  const versions = { summary: 'Every version of the rules, newest first', querystring: PageQuery, response: { 200: PageOf(CleaningVersion) } };
  routes.get('/api/v1/cleaning/versions', { schema: versions, config: { capability: 'data.read', personal: 'shown' } }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [newest] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 20;
    const rows = await readCleaningVersions(pg, caller.workspace, before, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(versionView), next: rows.length > limit && last !== undefined ? encodeCursor([last.version]) : null };
  });

  const preview = {
    summary: 'What a rule would make of the last events, before and after, and of its own examples',
    body: CleaningPreviewInput,
    response: { 200: CleaningPreview },
  };
  routes.post('/api/v1/cleaning/preview', { schema: preview, config: { capability: 'data.read', scope: 'read' } }, async ({ caller, body }) =>
    previewRule(deps, caller.workspace, body.rule),
  );
}

/** Names of rules, never values: they may be personal. */
function differences(before: StoredCleaning['rules'], after: StoredCleaning['rules']): Readonly<Record<string, readonly string[]>> {
  const old = new Map(before.map((rule) => [rule.id, JSON.stringify(rule)]));
  return {
    added: after.filter(({ id }) => !old.has(id)).map(({ name }) => name),
    changed: after.filter((rule) => old.has(rule.id) && old.get(rule.id) !== JSON.stringify(rule)).map(({ name }) => name),
    removed: before.filter(({ id }) => !after.some((rule) => rule.id === id)).map(({ name }) => name),
  };
}
