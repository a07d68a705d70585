/** A small made-up world: who does what when, sent through the real pipeline, and the same as a world for the oracle. */
import type { JsonObject } from '#kernel';
import { type LiveWorld, openLiveWorld } from '../live-world.ts';
import { type SentMessage, worldOf } from '../oracle/from-messages.ts';
import type { World } from '../oracle/world.ts';
import { chunks, type Consent, identityOf, perRecord, plain, sourcesNamed, tellConsents } from './told.ts';

const source = 'web';
const trust = 50;

/** Collects what happens; moments are so many days before the end. */
export class Story {
  readonly at: number;
  readonly messages: SentMessage[] = [];
  readonly consents: Consent[] = [];

  constructor(at: number) {
    this.at = at;
  }

  moment(daysAgo: number): string {
    return new Date(Math.round(this.at - daysAgo * 86_400_000)).toISOString();
  }

  #say(daysAgo: number, fields: JsonObject): void {
    const timestamp = this.moment(daysAgo);
    const message = plain({ messageId: `m${this.messages.length}`, timestamp, ...fields });
    this.messages.push({ source, trust, ts: Date.parse(timestamp), message });
  }

  is(userId: string, daysAgo: number, traits: JsonObject): void {
    this.#say(daysAgo, { type: 'identify', userId, traits });
  }

  belongs(userId: string, daysAgo: number, groupId: string, traits: JsonObject): void {
    this.#say(daysAgo, { type: 'group', userId, groupId, traits });
  }

  did(userId: string, daysAgo: number, event: string, properties: JsonObject = {}): void {
    this.#say(daysAgo, { type: 'track', userId, event, properties });
  }

  looked(userId: string, daysAgo: number, path: string): void {
    this.#say(daysAgo, { type: 'page', userId, name: path, context: { page: { path } } });
  }

  allows(userId: string, daysAgo: number, channel: string, state: 'granted' | 'refused'): void {
    this.consents.push({ identifier: { kind: 'user_id', value: userId }, purpose: 'marketing', channel, state, at: this.moment(daysAgo), source: 'form' });
  }
}

export interface Told {
  readonly live: LiveWorld;
  readonly world: World;
  readonly at: number;
}

export async function tell(write: (story: Story) => void): Promise<Told> {
  const live = await openLiveWorld(sourcesNamed([source], () => trust));
  const at = live.pipeline.clock.now();
  const story = new Story(at);
  write(story);
  const bodies = story.messages.map(({ message }) => message);
  for (const batch of chunks(bodies, perRecord)) await live.pipeline.send(batch);
  await live.receive([]);
  const consents = await tellConsents(live, story.consents);
  const { profiles, profileOf } = await identityOf(live);
  return { live, at, world: worldOf(story.messages, profileOf, { profiles, consents, entities: [], tagChanges: [], segments: {} }) };
}
