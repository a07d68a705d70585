import { CatalogueEventParams, CatalogueEventPathParams, CatalogueNote, CatalogueNoteChange, CataloguePathParams } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type Type from 'typebox';
import { recordAudit } from '#govern';
import type { Clock } from '#kernel';
import { type Postgres, typed } from '#platform';
import { changeNote, noNote, noteKey, type NotePlace, readNotes } from './note.store.ts';

/** What people write about what the data hold: names, a description, an owner, a unit, hidden, deprecated. */
export function registerCatalogueNoteRoutes(app: FastifyInstance, { pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): void {
  const routes = typed(app);
  const config = { capability: 'data.write' } as const;
  const response = { 200: CatalogueNote };
  const body = CatalogueNoteChange;

  const write = async (caller: FastifyRequest['caller'], place: NotePlace, change: CatalogueNoteChange): Promise<Type.Static<typeof CatalogueNote>> => {
    await pg.transaction(async (tx) => {
      await changeNote(tx, caller.workspace, place, change, { name: caller.name, now: clock.now() });
      const object = [place.subject, place.event, place.path].filter((part) => part !== '').join(':');
      await recordAudit(tx, caller, { action: 'catalogue.change', object, details: { fields: Object.keys(change) } });
    });
    return (await readNotes(pg, caller.workspace, place.subject, [place.event])).get(noteKey(place.event, place.path)) ?? noNote;
  };

  const ofEvent = { summary: 'Describes an event', params: CatalogueEventParams, body, response };
  routes.patch('/api/v1/catalogue/events/:event', { schema: ofEvent, config }, async ({ caller, params, body: change }) =>
    write(caller, { subject: 'event', event: params.event, path: '' }, change),
  );

  const ofProperty = { summary: 'Describes a property of an event', params: CatalogueEventPathParams, body, response };
  routes.patch('/api/v1/catalogue/events/:event/properties/:path', { schema: ofProperty, config }, async ({ caller, params, body: change }) =>
    write(caller, { subject: 'property', event: params.event, path: params.path }, change),
  );

  const ofTrait = { summary: 'Describes a trait', params: CataloguePathParams, body, response };
  routes.patch('/api/v1/catalogue/traits/:path', { schema: ofTrait, config }, async ({ caller, params, body: change }) =>
    write(caller, { subject: 'trait', event: '', path: params.path }, change),
  );

  const ofIdentifier = { summary: 'Describes a kind of identifier', params: CataloguePathParams, body, response };
  routes.patch('/api/v1/catalogue/identifiers/:path', { schema: ofIdentifier, config }, async ({ caller, params, body: change }) =>
    write(caller, { subject: 'identifier', event: '', path: params.path }, change),
  );
}
