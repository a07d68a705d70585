/** What is known of a profile or an account at a moment, from raw data. */
import type { JsonObject } from '#kernel';
import { traitsOf } from './traits.ts';
import type { Finding } from './values.ts';
import { type Moment, rootIn, type World, type WorldEvent } from './world.ts';

/** What a rule is about: a profile by its id, or an account by its key. */
export type Who = number | string;

export class Facts {
  readonly #world: World;
  readonly #moment: Moment;

  constructor(world: World, moment: Moment) {
    this.#world = world;
    this.#moment = moment;
  }

  everybody(): readonly number[] {
    return this.#world.profiles
      .filter(({ mergedInto }) => mergedInto === 0)
      .map(({ id }) => id)
      .sort((a, b) => a - b);
  }

  root(profile: number): number {
    return rootIn(this.#world, profile);
  }

  has(profile: Who, kind: string): boolean {
    const kinds = this.#world.profiles.find(({ id }) => id === profile)?.kinds ?? [];
    return kinds.some((known) => known === kind || (kind === 'openid' && known.startsWith('openid:')));
  }

  traits(profile: Who): JsonObject {
    if (typeof profile === 'string') return this.#attributes(profile);
    const own = this.#world.assertions.filter((assertion) => this.root(assertion.profile) === profile);
    return traitsOf(this.#moment.now ? own : own.filter(({ ts }) => ts <= this.#moment.at));
  }

  /** An account's attributes at the moment. */
  #attributes(account: string): JsonObject {
    const versions = this.#world.entities.filter(({ kind, key, ts }) => kind === 'account' && key === account && ts <= this.#moment.at);
    const last = versions.sort((a, b) => a.ts - b.ts).at(-1);
    return last === undefined || last.isGone ? {} : last.attributes;
  }

  /** The accounts that group calls named for a profile. */
  accounts(profile: Who): readonly string[] {
    const named = this.#world.events.filter((event) => event.name === '$group' && event.ts <= this.#moment.at && this.root(event.profile) === profile);
    return [...new Set(named.map(({ group }) => group))].filter((group) => group !== '');
  }

  origins(profile: Who): readonly number[] {
    return this.#world.profiles.map(({ id }) => id).filter((id) => this.root(id) === profile);
  }

  /** A profile's own event, or one of an account's members. */
  #owns(who: Who, event: WorldEvent): boolean {
    const root = this.root(event.profile);
    return typeof who === 'number' ? root === who : this.accounts(root).includes(who);
  }

  tag(profile: Who, name: string): Finding {
    const changes = this.#world.tagChanges
      .filter((change) => change.profile === profile && (name === change.tag || name.startsWith(`${change.tag}.`)))
      .filter(({ at }) => this.#moment.now || at <= this.#moment.at)
      .sort((a, b) => a.at - b.at || a.run - b.run);
    const value = changes.at(-1)?.value ?? null;
    if (value === null) return { values: [], exists: false };
    const texts = 'text' in value ? [value.text] : 'items' in value ? value.items : [value.fields[name.slice(name.lastIndexOf('.') + 1)] ?? ''];
    const known = texts.filter((text) => text !== '');
    return { values: known, exists: known.length > 0 };
  }

  /** Oldest first; ties by message id. */
  /** Events of a name up to the moment, oldest first; ties by message id. */
  events(who: Who, name: string): readonly WorldEvent[] {
    return this.#world.events
      .filter((event) => this.#owns(who, event) && event.ts <= this.#moment.at)
      .filter((event) =>
        name === '*' ? !['identify', 'group', 'alias'].includes(event.type) : event.name === name || (vendors[name] ?? []).includes(event.name),
      )
      .sort((a, b) => a.ts - b.ts || (a.message < b.message ? -1 : 1));
  }
}

/** Some of the vendors' names, enough to see that they are found. */
const vendors: Readonly<Record<string, readonly string[]>> = { 'Order Completed': ['purchase', 'PayOrder', 'payOrder'] };
