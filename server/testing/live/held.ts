/** What live definitions should hold, by a run in full and by the oracle. */
import { isJsonObject } from '#kernel';
import type { LiveWorld } from '../live-world.ts';
import { worldOf } from '../oracle/from-messages.ts';
import type { WorldConsent } from '../oracle/world.ts';
import { comparePack, type Items } from '../packs/check.ts';
import { chunks, identityOf, perRecord, tellConsents } from '../packs/told.ts';
import type { ManySegment, ManyTag } from './many.ts';
import type { Round, Stream } from './stream.ts';

/** Sends what a round brought; the consents as the oracle reads them. */
export async function tellRound(live: LiveWorld, { sent, consents, entities }: Round): Promise<readonly WorldConsent[]> {
  const statements = entities.map(({ kind, key, ts, attributes }) => ({
    type: 'entity',
    kind,
    key,
    timestamp: new Date(ts).toISOString(),
    traits: attributes,
  }));
  if (statements.length > 0) await live.pipeline.send(statements, { protocol: 'import' });
  for (const batch of chunks(sent, perRecord)) await live.receive(batch.map(({ message }) => message));
  return consents.length === 0 ? [] : tellConsents(live, consents);
}

export async function define(live: LiveWorld, tags: readonly ManyTag[], segments: readonly ManySegment[]): Promise<void> {
  for (const tag of tags) await live.call('POST', '/tags', { ...tag, refresh: 'live' });
  for (const segment of segments) await live.call('POST', '/segments', { ...segment, refresh: 'live' });
}

/** Definitions about which product and oracle disagree, with the first profiles. */
export async function oracleDifferences(live: LiveWorld, items: Items, stream: Stream, consents: readonly WorldConsent[]): Promise<readonly string[]> {
  const { profiles, profileOf } = await identityOf(live);
  const world = worldOf(stream.told, profileOf, { profiles, consents, entities: stream.entities, tagChanges: [], segments: {} });
  const comparisons = await comparePack(live, items, world, live.pipeline.clock.now(), () => undefined);
  return comparisons.flatMap(({ name, differences }) => (differences.length === 0 ? [] : [`${name}: ${differences.slice(0, 3).join('; ')}`]));
}

/** Those that ticks do not follow, with why. */
export async function obstaclesOf(live: LiveWorld): Promise<readonly string[]> {
  const { definitions } = await live.call('GET', '/live');
  return (Array.isArray(definitions) ? definitions.filter(isJsonObject) : []).flatMap(({ key, obstacle }) =>
    obstacle === null ? [] : [`${String(key)}: ${String(obstacle)}`],
  );
}
