import { CareAnswer, CareAssignees, CareInput, CareParams, CarePatch, CareVersions, CareView, DueFollowUps, DueQuery, ProfileParams } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Caller, type PrivacyDirectory, readMembers } from '#govern';
import { type Clock, notFound } from '#kernel';
import { type ClickHouse, type Postgres, typed } from '#platform';
import type { ProfileReader } from '../read/reader.ts';
import { readCare, readCareVersions, readDue, readOneCare } from './care.read.ts';
import type { TellAssigned } from './assigned.ts';
import { complaintsOf } from './complaints.ts';
import { readComplaintEvents } from './complaints.read.ts';
import { hiderFor } from './hide.ts';
import { careView, isOwn, openOf, versionView } from './views.ts';
import { patchCare, removeCare, writeCare } from './write.ts';

export interface CareRoutesDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
  readonly reader: Pick<ProfileReader, 'identityById' | 'byId'>;
  readonly privacy: Pick<PrivacyDirectory, 'maskerFor'>;
}

/** These answers mask by themselves: one's own words are shown as one wrote them. */
const reading = { capability: 'profiles.read', personal: 'shown' } as const;
const writing = { capability: 'care.write', personal: 'shown' } as const;

/** Notes, interviews, follow-ups and complaints of customers. */
export function registerCareRoutes(app: FastifyInstance, deps: CareRoutesDeps & { readonly tellAssigned: TellAssigned }): void {
  const { pg, clickhouse, clock, reader, privacy, tellAssigned } = deps;
  const routes = typed(app);

  const hiding = (caller: Caller, profile: number) => hiderFor({ reader, privacy }, caller, profile);
  const viewFor = async (caller: Caller, id: number, originId: number): Promise<CareView> => {
    const care = await readOneCare(pg, caller.workspace, id);
    if (care === undefined) throw notFound(`the record ${id}`);
    return careView(care, caller, await hiding(caller, originId));
  };

  const list = { summary: 'What was written down about a profile, and its complaints', params: ProfileParams, response: { 200: CareAnswer } };
  routes.get('/api/v1/profiles/:id/care', { schema: list, config: reading }, async ({ caller, params }) => {
    const identity = await reader.identityById(caller.workspace, params.id);
    if (identity === undefined) throw notFound(`the profile ${params.id}`);
    const originIds = [identity.id, ...identity.mergedIds];
    const now = clock.now();
    const [care, events, hide] = await Promise.all([
      readCare(pg, caller.workspace, originIds),
      readComplaintEvents(clickhouse, { workspace: caller.workspace, originIds, at: now }),
      hiding(caller, identity.id),
    ]);
    const complaints = complaintsOf(events);
    return {
      items: care.map((one) => careView(one, caller, hide)),
      complaints: complaints.map((one) => ({ ...one, topic: one.topic === null ? null : hide(one.topic), text: one.text === null ? null : hide(one.text) })),
      open: openOf(care, complaints, now),
    };
  });

  const write = { summary: 'Writes something down about a profile', params: ProfileParams, body: CareInput, response: { 201: CareView } };
  routes.post('/api/v1/profiles/:id/care', { schema: write, config: writing }, async ({ caller, params, body }, reply) => {
    const care = await writeCare(pg, caller, params.id, body, clock.now(), tellAssigned);
    return reply.code(201).send(await viewFor(caller, care.id, care.originId));
  });

  const change = { summary: 'Changes what was written down; what it said before is kept', params: CareParams, body: CarePatch, response: { 200: CareView } };
  routes.patch('/api/v1/care/:id', { schema: change, config: writing }, async ({ caller, params, body }) => {
    const care = await patchCare(pg, caller, params.id, body, clock.now(), tellAssigned);
    return viewFor(caller, care.id, care.originId);
  });

  const remove = { summary: 'Takes what was written down out of sight; it can be put back', params: CareParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/care/:id', { schema: remove, config: writing }, async ({ caller, params }, reply) => {
    await removeCare(pg, caller, params.id, clock.now());
    return reply.code(204).send(null);
  });

  const restore = { summary: 'Puts back what was removed', params: CareParams, response: { 200: CareView } };
  routes.post('/api/v1/care/:id/restore', { schema: restore, config: writing }, async ({ caller, params }) => {
    const care = await removeCare(pg, caller, params.id, null);
    return viewFor(caller, care.id, care.originId);
  });

  const versions = { summary: 'What it said before it was changed', params: CareParams, response: { 200: CareVersions } };
  routes.get('/api/v1/care/:id/versions', { schema: versions, config: reading }, async ({ caller, params }) => {
    const care = await readOneCare(pg, caller.workspace, params.id);
    if (care === undefined) throw notFound(`the record ${params.id}`);
    const [found, hide] = await Promise.all([readCareVersions(pg, [care.id]), hiding(caller, care.originId)]);
    const shown = isOwn(care, caller) ? (text: string): string => text : hide;
    return { items: (found.get(care.id) ?? []).map((version) => versionView(version, shown)) };
  });

  const assignees = { summary: 'Who can be given a follow-up', response: { 200: CareAssignees } };
  routes.get('/api/v1/care/assignees', { schema: assignees, config: reading }, async ({ caller }) => {
    const members = await readMembers(pg, caller.workspace);
    return { items: members.filter(({ isDisabled }) => !isDisabled).map(({ id, name }) => ({ id, name })) };
  });

  const due = { summary: 'Open follow-ups, one’s own or everybody’s, the most urgent first', querystring: DueQuery, response: { 200: DueFollowUps } };
  routes.get('/api/v1/care/due', { schema: due, config: reading }, async ({ caller, query }) => {
    const isMine = (query.of ?? 'me') === 'me';
    if (isMine && caller.operator === null) return { items: [] };
    const found = await readDue(pg, caller.workspace, isMine ? (caller.operator?.id ?? null) : null, query.limit ?? 50);
    const { seesPersonalData } = caller;
    const hiders = new Map<number, Promise<(text: string) => string>>();
    const hiderOfOrigin = (originId: number) => {
      const known = hiders.get(originId) ?? hiding(caller, originId);
      hiders.set(originId, known);
      return known;
    };
    return {
      items: await Promise.all(found.map(async (care) => careView(care, caller, seesPersonalData ? (text) => text : await hiderOfOrigin(care.originId)))),
    };
  });
}
