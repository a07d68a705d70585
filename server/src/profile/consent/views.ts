import type { ConsentHistory, ConsentView } from '@danqing/contracts';
import { type ConsentRecord, effectiveConsents } from '#govern';

const momentOf = (ms: number): string => new Date(ms).toISOString();
const maybeMoment = (ms: number | null): string | null => (ms === null ? null : momentOf(ms));
const channelOf = (channel: string): string | null => (channel === '' ? null : channel);

/** What stands at a moment, by purpose and channel. `records`: of the profile and of all that was merged into it. */
export const currentConsents = (records: readonly ConsentRecord[], at: number): ConsentView[] =>
  effectiveConsents(records, at)
    .filter(({ reason }) => reason !== 'no_record')
    .map(({ purpose, channel, state, reason, record }) => ({
      purpose,
      channel: channelOf(channel),
      state,
      reason,
      at: record === undefined ? null : momentOf(record.at),
      expiresAt: record === undefined ? null : maybeMoment(record.expiresAt),
      source: record?.source ?? null,
      proof: record?.proof ?? null,
    }));

export const consentHistory = (records: readonly ConsentRecord[], at: number): ConsentHistory => ({
  current: currentConsents(records, at),
  history: records
    .toSorted((a, b) => b.at - a.at || b.id - a.id)
    .map(({ id, purpose, channel, state, at: said, expiresAt, source, proof, originId }) => ({
      id,
      purpose,
      channel: channelOf(channel),
      state,
      at: momentOf(said),
      expiresAt: maybeMoment(expiresAt),
      source,
      proof,
      profile: originId,
    })),
});
