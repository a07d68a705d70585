import { IdParams, type ProfileView, RevealAnswer, RevealInput } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { type Clock, Fault, notFound } from '#kernel';
import { type Postgres, typed } from '#platform';
import { recordAudit } from '../audit/record.ts';
import { readSettings } from '../workspace/settings.ts';
import type { PrivacyDirectory } from './directory.ts';
import { countReveal } from './reveal.store.ts';
import { namesOf, reveal } from './reveal.ts';

export interface RevealDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly privacy: PrivacyDirectory;
  /** Profiles come later than this module, so entry hands this in. */
  readonly look: (workspace: number, id: number) => Promise<ProfileView | undefined>;
}

/** One profile's masked fields in clear, for a reason, counted and written into the audit log before they are answered. */
export function registerRevealRoute(app: FastifyInstance, { pg, clock, privacy, look }: RevealDeps): void {
  const schema = {
    summary: 'The personal data of one profile unmasked; the reason and the names of the fields go into the audit log',
    params: IdParams,
    body: RevealInput,
    response: { 200: RevealAnswer },
  };
  typed(app).post(
    '/api/v1/profiles/:id/reveal',
    { schema, config: { capability: 'personal.reveal', scope: 'admin', personal: 'shown', shownOnce: ['identifiers', 'traits'] } },
    async ({ caller, params, body }) => {
      const profile = await look(caller.workspace, params.id);
      if (profile === undefined) throw notFound(`the profile ${params.id}`);
      const masker = privacy.maskerFor({ workspace: caller.workspace, seesPersonalData: false });
      const shown = reveal(profile, masker, body.fields);
      const fields = namesOf(shown);
      if (fields.length === 0) throw new Fault('DQ_NOTHING_MASKED', 404, 'nothing of what was asked for is masked here');
      const left = await pg.transaction(async (tx) => {
        await recordAudit(tx, caller, { action: 'profile.reveal', object: `profile:${profile.id}`, details: { fields, reason: masker.text(body.reason) } });
        if (caller.operator === null) return null;
        const { revealsPerDay } = (await readSettings(tx, caller.workspace)).limits;
        const at = new Date(clock.now());
        const count = await countReveal(tx, { workspace: caller.workspace, operator: caller.operator.id, at, timezone: caller.timezone });
        if (count > revealsPerDay)
          throw new Fault(
            'DQ_REVEAL_LIMIT',
            429,
            `${revealsPerDay} profiles may be revealed a day, and that many were; the limit stands in the workspace's settings`,
          );
        return revealsPerDay - count;
      });
      return { profile: profile.id, identifiers: [...shown.identifiers], traits: { ...shown.traits }, left };
    },
  );
}
