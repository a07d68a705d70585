import { ConsentBatchAnswer, ConsentBatchInput, ConsentHistory, ConsentInput, ProfileParams } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type ConsentStatement, readConsents } from '#govern';
import type { KindRules } from '#clean';
import { type Identity, identitiesById, lockGraph } from '#identify';
import { type Clock, notFound } from '#kernel';
import { type Postgres, type PostgresSession, typed } from '#platform';
import { findPeople, readStatements } from './statements.ts';
import { consentHistory } from './views.ts';

export interface ConsentRoutesDeps {
  /** How each workspace tells people apart. */
  readonly kinds: { of(workspace: number): KindRules };
  readonly pg: Postgres;
  readonly clock: Clock;
  /** Records them for good, in a transaction that holds `lockGraph`. */
  readonly record: (tx: PostgresSession, statements: readonly ConsentStatement[]) => Promise<void>;
  /** Until rules read what was recorded, so that who asks next sees it. */
  readonly arrived: () => Promise<void>;
}

const spokenFor = ({ homeId, id, mergedIds }: Identity) => ({ originId: homeId, profileId: id, mergedIds });

/** Consents and refusals: recorded at once, without waiting for events that queue in the log. */
export function registerConsentRoutes(app: FastifyInstance, { pg, clock, kinds, record, arrived }: ConsentRoutesDeps): void {
  const routes = typed(app);

  const identityOf = async (session: PostgresSession, workspace: number, id: number): Promise<Identity> => {
    const [identity] = await identitiesById(session, [id]);
    if (identity?.workspace !== workspace) throw notFound(`the profile ${id}`);
    return identity;
  };
  const historyOf = async (session: PostgresSession, { id, mergedIds }: Identity): Promise<ConsentHistory> => {
    const records = await readConsents(session, [id, ...mergedIds]);
    return consentHistory([...records.values()].flat(), clock.now());
  };

  const list = { summary: 'What a profile allows and refuses, why, and everything it ever said', params: ProfileParams, response: { 200: ConsentHistory } };
  routes.get('/api/v1/profiles/:id/consents', { schema: list, config: { capability: 'profiles.read' } }, async ({ caller, params }) =>
    historyOf(pg, await identityOf(pg, caller.workspace, params.id)),
  );

  const one = { summary: 'Records a consent or refusal of a profile', params: ProfileParams, body: ConsentInput, response: { 201: ConsentHistory } };
  routes.post('/api/v1/profiles/:id/consents', { schema: one, config: { capability: 'profiles.write' } }, async ({ caller, params, body }, reply) => {
    const said = readStatements([body], caller, clock.now());
    const history = await pg.transaction(async (tx) => {
      await lockGraph(tx);
      const identity = await identityOf(tx, caller.workspace, params.id);
      await record(
        tx,
        said.map((statement) => ({ ...statement, ...spokenFor(identity) })),
      );
      return historyOf(tx, identity);
    });
    await arrived();
    return reply.code(201).send(history);
  });

  const batch = {
    summary: 'Records up to 1,000 consents and refusals, by profile or identifier',
    body: ConsentBatchInput,
    response: { 200: ConsentBatchAnswer },
  };
  routes.post('/api/v1/consents', { schema: batch, config: { capability: 'profiles.write' } }, async ({ caller, body: { consents } }) => {
    const said = readStatements(consents, caller, clock.now(), '/consents');
    const people = await pg.transaction(async (tx) => {
      await lockGraph(tx);
      const found = await findPeople(tx, consents, caller, kinds.of(caller.workspace));
      await record(
        tx,
        said.flatMap((statement, index) => {
          const person = found[index];
          return person === undefined || 'reason' in person ? [] : [{ ...statement, ...spokenFor(person) }];
        }),
      );
      return found;
    });
    await arrived();
    const unmatched = people.flatMap((person) => ('reason' in person ? [person] : []));
    return { recorded: people.length - unmatched.length, unmatched };
  });
}
