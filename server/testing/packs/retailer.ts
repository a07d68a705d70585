/** The demo retailer, sent through the real pipeline, and the same as a world for the oracle. */
import { consentStatements, createWorld, demoOptions, emissions, entityStatements, type SourceKey, sourceKeys } from '@danqing/demo';
import type { JsonObject } from '#kernel';
import { type LiveWorld, openLiveWorld } from '../live-world.ts';
import { messageKey, type SentMessage, worldOf } from '../oracle/from-messages.ts';
import type { World, WorldEntity } from '../oracle/world.ts';
import { chunks, identityOf, perRecord, plain, sourcesNamed, tellConsents } from './told.ts';

/** Of sources, as the demo makes them. */
const trust: Readonly<Record<SourceKey, number>> = { web: 60, app: 60, miniprogram: 60, pos: 50, crm: 50, marketing: 30, service: 30, survey: 30 };

export interface Retailer {
  readonly live: LiveWorld;
  readonly world: World;
  readonly at: number;
  /** Messages sent, each once, and those of them that are nobody's. */
  readonly messages: number;
  readonly dropped: number;
}

/** Some hundreds of customers with all their mess, told to the product as the demo tells it. */
export async function openRetailer(customers: number, days: number): Promise<Retailer> {
  const live = await openLiveWorld(sourcesNamed(sourceKeys, (name) => trust[sourceKeys.find((key) => key === name) ?? 'web']));
  const { pipeline } = live;
  const at = pipeline.clock.now();
  const story = createWorld(demoOptions({ customers, days, until: at }));
  const sent: SentMessage[] = [];
  const bodies = new Map<SourceKey, JsonObject[]>(sourceKeys.map((key) => [key, []]));
  for (const { source, message, skewMs, ts } of [...emissions(story)].flat()) {
    const body = plain(message);
    sent.push({ source, trust: trust[source], ts, message: body });
    bodies.get(source)?.push(skewMs === 0 ? body : { ...body, sentAt: new Date(at + skewMs).toISOString() });
  }
  const statements = entityStatements(story);
  const entities = statements.map((statement, index) => plain({ type: 'entity', messageId: `entity-${index}`, traits: statement.attributes, ...statement }));
  for (const batch of chunks(entities, perRecord)) await pipeline.send(batch, { protocol: 'import' });
  for (const [source, messages] of bodies)
    for (const batch of chunks(messages, perRecord)) await pipeline.send(batch, { sourceId: sourceKeys.indexOf(source) + 1 });
  await live.receive([]);

  const consents = await tellConsents(live, Array.from({ length: customers }, (_, index) => consentStatements(story, index)).flat());
  const { profiles, profileOf } = await identityOf(live);
  const world = worldOf(sent, profileOf, { profiles, consents, entities: versionsOf(statements), tagChanges: [], segments: {} });
  const messages = new Set(sent.map(({ source, message }) => messageKey(source, message['messageId']))).size;
  return { live, world, at, messages, dropped: messages - world.events.length };
}

/** What stood of each product from each moment on. */
function versionsOf(statements: ReturnType<typeof entityStatements>): readonly WorldEntity[] {
  const now = new Map<string, JsonObject>();
  return statements
    .filter(({ kind }) => kind === 'product')
    .map(({ key, attributes, timestamp }) => {
      const merged = { ...now.get(key), ...plain(attributes) };
      now.set(key, merged);
      return { kind: 'product', key, ts: Date.parse(timestamp), attributes: merged, isGone: false };
    });
}
