import { ExportInput, ExportPage, ExportView, type ExportView as View, IdParams, mayUse, PageQuery } from '@danqing/contracts';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Clock, Fault, notFound, parseMoment } from '#kernel';
import { decodeCursor, encodeCursor, type Postgres, typed } from '#platform';
import { recordAudit } from '../audit/record.ts';
import type { PrivacyDirectory } from '../privacy/directory.ts';
import { refuseProbing, refuseSort } from '../privacy/probing.ts';
import { noteTask } from '../tasks/asker.store.ts';
import type { Caller } from '../types.ts';
import { readSettings } from '../workspace/settings.ts';
import { cancelExport, forgetExport, insertExport, readExport, readExports, type StoredExport } from './export.store.ts';
import { exportFile } from './file.ts';

export interface ExportRoutesDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly privacy: PrivacyDirectory;
  /** Where the files lie. */
  readonly folder: string;
}

const config = { capability: 'data.export', scope: 'read', personal: 'shown' } as const;
const mostRowsOfKeys = 10_000_000;
const seesUnmasked = ({ seesPersonalData, operator }: Caller): boolean =>
  seesPersonalData || (operator !== null && mayUse(operator.role, 'personal.reveal') && mayUse(operator.role, 'data.export'));

const viewFor =
  (caller: Caller) =>
  ({ id, what, request, masked, reason, operator, actor, state, rows, rowLimit, isCut, bytes, error, askedAt, finishedAt, expiresAt }: StoredExport): View => ({
    id,
    what,
    format: request.format ?? 'csv',
    segment: request.segment ?? null,
    title: request.title ?? null,
    event: request.event ?? null,
    masked,
    reason,
    by: actor,
    isMine: operator === (caller.operator?.id ?? null),
    state,
    rows,
    rowLimit,
    isCut,
    bytes,
    error,
    askedAt: askedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  });

/** Files for people: asked for with a reason, limited by role, masked unless the role may reveal, kept for seven days. All of it is audited. */
export function registerExportRoutes(app: FastifyInstance, { pg, clock, privacy, folder }: ExportRoutesDeps): void {
  const routes = typed(app);
  const existing = async (caller: Caller, id: number): Promise<StoredExport> => {
    const found = await readExport(pg, caller.workspace, id);
    if (found === undefined) throw notFound(`the export ${id}`);
    return found;
  };

  const make = { summary: 'A file of profiles, events or a segment’s members, made in the background', body: ExportInput, response: { 202: ExportView } };
  routes.post('/api/v1/exports', { schema: make, config }, async ({ caller, body }, reply) => {
    const { what, masked = true, reason, ...request } = body;
    check(body, caller);
    if (body.rule !== undefined) refuseProbing(body.rule, '/rule', caller, privacy.classifierFor(caller.workspace).of);
    if (body.sort !== undefined) refuseSort(body.sort.by, caller, privacy.classifierFor(caller.workspace).of);
    const limits = (await readSettings(pg, caller.workspace)).limits.exportRows;
    const rowLimit = caller.operator === null ? mostRowsOfKeys : (limits[caller.operator.role] ?? 0);
    if (rowLimit === 0) throw new Fault('DQ_EXPORT_LIMIT', 403, 'your role may export no rows in this workspace; its settings say how many each role may');
    // What somebody who sees no personal data writes as a reason is shown to others.
    const said = privacy.maskerFor({ workspace: caller.workspace, seesPersonalData: false }).text(reason);
    const made = await pg.transaction(async (tx) => {
      const asked = { workspace: caller.workspace, what, request, masked, reason: said, operator: caller.operator?.id ?? null, actor: caller.name };
      const stored = await insertExport(tx, { ...asked, rowLimit, askedAt: new Date(clock.now()) });
      await noteTask(tx, caller, 'export', stored.id);
      const details = { what, masked, reason: said, segment: request.segment, event: request.event, title: request.title, columns: request.columns, rowLimit };
      await recordAudit(tx, caller, { action: 'export.make', object: `export:${stored.id}`, details });
      return stored;
    });
    return reply.code(202).send(viewFor(caller)(made));
  });

  const list = { summary: 'Exports of this workspace, newest first', querystring: PageQuery, response: { 200: ExportPage } };
  routes.get('/api/v1/exports', { schema: list, config }, async ({ caller, query }) => {
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : decodeCursor(Type.Tuple([Type.Integer()]), query.cursor);
    const limit = query.limit ?? 50;
    const rows = await readExports(pg, caller.workspace, before, limit + 1);
    const last = rows[limit - 1];
    return { items: rows.slice(0, limit).map(viewFor(caller)), next: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null };
  });

  const one = { summary: 'How far an export is', params: IdParams, response: { 200: ExportView } };
  routes.get('/api/v1/exports/:id', { schema: one, config }, async ({ caller, params }) => viewFor(caller)(await existing(caller, params.id)));

  const file = { summary: 'The file. One that is not masked is given only to those who may see personal data', params: IdParams };
  routes.get('/api/v1/exports/:id/download', { schema: file, config }, async ({ caller, params }, reply) => {
    const found = await existing(caller, params.id);
    if (!found.masked && !seesUnmasked(caller)) throw new Fault('DQ_FORBIDDEN', 403, 'this file is not masked, and your role may not see personal data');
    if (found.state !== 'done')
      throw new Fault('DQ_NOT_READY', 409, found.state === 'expired' ? 'the file is gone; files are kept for seven days' : 'there is no file yet');
    await recordAudit(pg, caller, { action: 'export.download', object: `export:${found.id}`, details: { masked: found.masked, rows: found.rows } });
    const format = found.request.format ?? 'csv';
    return reply
      .header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8')
      .header('content-disposition', `attachment; filename="danqing-${found.what}-${found.id}.${format}"`)
      .send(createReadStream(exportFile(folder, found)));
  });

  const remove = { summary: 'Stops an export, or removes its file', params: IdParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/exports/:id', { schema: remove, config }, async ({ caller, params }, reply) => {
    const found = await existing(caller, params.id);
    const at = new Date(clock.now());
    if (!(await cancelExport(pg, caller.workspace, found.id, at)) && (await forgetExport(pg, caller.workspace, found.id, at)))
      await rm(exportFile(folder, found), { force: true });
    await recordAudit(pg, caller, { action: 'export.remove', object: `export:${found.id}` });
    return reply.code(204).send(null);
  });
}

type Wrong = { readonly path: string; readonly code: `DQ_${string}`; readonly message: string };
const wrong = (path: string, code: Wrong['code'], message: string): Wrong => ({ path, code, message });

/** Whose data: what was asked for does not go together. */
const wrongPeople = ({ what, segment, rule, ids, columns, headings }: ExportInput): readonly Wrong[] => [
  ...(what === 'members' && segment === undefined ? [wrong('/segment', 'DQ_REQUIRED', 'is required: whose members?')] : []),
  ...(rule !== undefined && (what !== 'profiles' || segment !== undefined)
    ? [wrong('/rule', 'DQ_NOT_ALLOWED', 'belongs to an export of profiles without a segment')]
    : []),
  ...(ids !== undefined && (what !== 'profiles' || segment !== undefined || rule !== undefined)
    ? [wrong('/ids', 'DQ_NOT_ALLOWED', 'belong to an export of profiles without a segment or a rule')]
    : []),
  ...(headings !== undefined && headings.length !== columns?.length ? [wrong('/headings', 'DQ_NOT_ALLOWED', 'must be as many as the columns')] : []),
];

/** Which events, and of when. */
const wrongEvents = ({ what, segment, event, from, to }: ExportInput, { timezone }: Caller): readonly Wrong[] => [
  ...(what === 'events' && segment !== undefined ? [wrong('/segment', 'DQ_NOT_ALLOWED', 'events are exported by name and time')] : []),
  ...(what !== 'events' && (event ?? from ?? to) !== undefined ? [wrong('/what', 'DQ_NOT_ALLOWED', 'event, from and to belong to an export of events')] : []),
  ...(['from', 'to'] as const).flatMap((name) => {
    const text = name === 'from' ? from : to;
    return text === undefined || parseMoment(text, timezone) !== null ? [] : [wrong(`/${name}`, 'DQ_MOMENT', 'is an ISO 8601 date or date-time')];
  }),
];

function check(input: ExportInput, caller: Caller): void {
  const errors = [...wrongPeople(input), ...wrongEvents(input, caller)];
  if (errors.length > 0) throw new Fault('DQ_INVALID', 400, 'this cannot be exported', { errors });
  if (input.masked === false && !seesUnmasked(caller))
    throw new Fault('DQ_FORBIDDEN', 403, 'an export that is not masked needs a role that may see personal data; leave `masked` as it is');
}
