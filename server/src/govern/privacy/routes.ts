import {
  type ClassifiedField,
  ClassificationInput,
  ClassificationVersion,
  ClassificationView,
  type ClassificationView as View,
  PageOf,
  PageQuery,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Clock, Fault, invalid } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, requireMatch, sendEtag, typed } from '#platform';
import { recordAudit } from '../audit/record.ts';
import { firstClassification } from './classification.ts';
import { insertClassification, readClassifications, type StoredClassification } from './classification.store.ts';
import type { PrivacyDirectory } from './directory.ts';
import { knownFields } from './field-names.ts';

export interface ClassificationRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly privacy: PrivacyDirectory;
}

const known: readonly ClassifiedField[] = [
  ...knownFields.identifiers.map(([path, kind]): ClassifiedField => ({ scope: 'identifier', path, class: kind })),
  { scope: 'trait', path: 'name', class: 'name' },
  ...knownFields.names.map(([path, kind]): ClassifiedField => ({ scope: 'trait', path, class: kind })),
];

const view = (stored: StoredClassification | undefined): View => ({
  version: stored?.version ?? 0,
  fields: [...(stored?.fields ?? firstClassification.fields)],
  recognise: [...(stored?.recognise ?? firstClassification.recognise)],
  known: [...known],
  author: stored?.author ?? null,
  changedAt: stored?.changedAt.toISOString() ?? null,
});

/** What is personal in this workspace: reading it, changing it, its versions. */
export function registerClassificationRoutes(app: FastifyInstance, { pg, clock, privacy }: ClassificationRoutesDeps): void {
  const routes = typed(app);

  const current = { summary: 'Which fields hold personal data, and what is recognised in any text', response: { 200: ClassificationView } };
  routes.get('/api/v1/privacy/classification', { schema: current, config: { capability: 'settings.read', personal: 'shown' } }, async ({ caller }, reply) => {
    await privacy.refresh();
    const stored = privacy.classificationOf(caller.workspace);
    sendEtag(reply, stored?.version ?? 0);
    return view(stored);
  });

  const change = {
    summary: 'Change it: from the next answer on. With If-Match: only if nobody changed it meanwhile',
    body: ClassificationInput,
    response: { 200: ClassificationView },
  };
  routes.put(
    '/api/v1/privacy/classification',
    { schema: change, config: { capability: 'settings.write', scope: 'admin', personal: 'shown' } },
    async (request, reply) => {
      const { caller, body } = request;
      refuseTwice(body.fields);
      await privacy.refresh();
      const version = privacy.classificationOf(caller.workspace)?.version ?? 0;
      requireMatch(request, version);
      const written = await pg.transaction(async (tx) => {
        const { fields, recognise, reason } = body;
        const details = { version: version + 1, fields: fields.map(({ scope, path, class: kind }) => `${scope} ${path}: ${kind}`), recognise, reason };
        await recordAudit(tx, caller, { action: 'privacy.classify', object: 'classification', details });
        const row = { workspace: caller.workspace, version: version + 1, fields, recognise, author: caller.name, reason: reason ?? null };
        return insertClassification(tx, { ...row, changedAt: new Date(clock.now()) });
      });
      if (written === undefined) throw new Fault('DQ_CHANGED_MEANWHILE', 412, 'somebody changed this at the same moment: read it again and repeat the change');
      await privacy.refresh();
      sendEtag(reply, written.version);
      return view(written);
    },
  );

  const versions = { summary: 'Every version of it, newest first', querystring: PageQuery, response: { 200: PageOf(ClassificationVersion) } };
  routes.get(
    '/api/v1/privacy/classification/versions',
    { schema: versions, config: { capability: 'settings.read', personal: 'shown' } },
    async ({ caller, query }) => {
      const [before] = query.cursor === undefined ? [2 ** 31 - 1] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
      const limit = query.limit ?? 50;
      const rows = await readClassifications(pg, caller.workspace, before, limit + 1);
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map(({ version, fields, recognise, author, reason, changedAt }) => ({
          version,
          fields: [...fields],
          recognise: [...recognise],
          author,
          reason,
          changedAt: changedAt.toISOString(),
        })),
        next: rows.length > limit && last !== undefined ? encodeCursor([last.version]) : null,
      };
    },
  );
}

function refuseTwice(fields: readonly ClassifiedField[]): void {
  const seen = new Set<string>();
  for (const [index, { scope, path }] of fields.entries()) {
    const name = `${scope} ${path}`;
    if (seen.has(name)) throw invalid('a field is classified twice', [{ path: `/fields/${index}`, code: 'DQ_TWICE', message: `${name} stands here already` }]);
    seen.add(name);
  }
}
