import { CareVersions, CareView, ConsentHistory, EventComplaint, LifeEvent, ProfileParams, ProfileTrait, ProfileView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { readConsents, recordAudit } from '#govern';
import { notFound } from '#kernel';
import { typed } from '#platform';
import { readCare, readCareVersions } from '../care/care.read.ts';
import { complaintsOf } from '../care/complaints.ts';
import { readComplaintEvents } from '../care/complaints.read.ts';
import { hiderFor } from '../care/hide.ts';
import { careView, versionView } from '../care/views.ts';
import type { CareRoutesDeps } from '../care/routes.ts';
import { consentHistory } from '../consent/views.ts';
import { readCores } from '../read/core.read.ts';
import { readLife } from '../whole/life.ts';
import { readTraits } from '../whole/traits.read.ts';

export interface FileRoutesDeps extends CareRoutesDeps {
  readonly sourceName: (sourceId: number) => string | undefined;
}

/** The latest so many events; more are read page by page from the timeline. */
const mostEvents = 10_000;

const ProfileFile = Type.Object({
  exportedAt: Type.String({ format: 'date-time' }),
  profile: ProfileView,
  attributes: Type.Array(ProfileTrait),
  consents: ConsentHistory,
  care: Type.Array(Type.Object({ ...CareView.properties, before: CareVersions.properties.items })),
  complaints: Type.Array(EventComplaint),
  events: Type.Array(LifeEvent, { description: 'the latest 10,000' }),
  hasMoreEvents: Type.Boolean({ description: 'older ones are in the timeline' }),
});

/** Everything that is kept of one customer, as one file. */
export function registerFileRoutes(app: FastifyInstance, { pg, clickhouse, clock, reader, privacy, sourceName }: FileRoutesDeps): void {
  const schema = { summary: 'Everything about a profile as one JSON file', params: ProfileParams, response: { 200: ProfileFile } };
  typed(app).get('/api/v1/profiles/:id/file', { schema, config: { capability: 'data.export' } }, async ({ caller, params }, reply) => {
    const { workspace } = caller;
    const [identity, profile] = await Promise.all([reader.identityById(workspace, params.id), reader.byId(workspace, params.id)]);
    if (identity === undefined || profile === undefined) throw notFound(`the profile ${params.id}`);
    const originIds = [identity.id, ...identity.mergedIds];
    const now = clock.now();
    const [cores, consents, care, serviceEvents, events, hide] = await Promise.all([
      readCores(pg, [identity.id]),
      readConsents(pg, originIds),
      readCare(pg, workspace, originIds),
      readComplaintEvents(clickhouse, { workspace, originIds, at: now }),
      readLife(clickhouse, { workspace, originIds, limit: mostEvents }, privacy.maskerFor(caller)),
      hiderFor({ reader, privacy }, caller, identity.id),
    ]);
    const attributes = await readTraits(clickhouse, { workspace, originIds }, cores.get(identity.id), sourceName);
    const before = await readCareVersions(
      pg,
      care.map((one) => one.id),
    );
    const written = care.map((one) => ({ ...careView(one, caller, hide), before: (before.get(one.id) ?? []).map((version) => versionView(version, hide)) }));
    await pg.transaction((tx) => recordAudit(tx, caller, { action: 'profile.file', object: `profile:${identity.id}`, details: { rows: events.items.length } }));
    return reply.header('content-disposition', `attachment; filename="customer-${identity.id}.json"`).send({
      exportedAt: new Date(now).toISOString(),
      profile,
      attributes,
      consents: consentHistory([...consents.values()].flat(), now),
      care: written,
      complaints: complaintsOf(serviceEvents),
      events: events.items,
      hasMoreEvents: events.next !== null,
    });
  });
}
