/** What is known of a profile or an account at a moment, from raw data. */
import type { JsonObject } from '#kernel';
import { traitsOf } from './traits.ts';
import type { Finding } from './values.ts';
import type { Moment, World, WorldEvent } from './world.ts';

/** What a rule is about: a profile by its id, or an account by its key. */
export type Who = number | string;

export class Facts {
  readonly #world: World;
  readonly #moment: Moment;
  readonly #roots: ReadonlyMap<number, number>;
  readonly #own: {
    readonly events: ReadonlyMap<number, readonly WorldEvent[]>;
    readonly assertions: ReadonlyMap<number, World['assertions']>;
    readonly tagChanges: ReadonlyMap<number, World['tagChanges']>;
  };
  /** What was asked before; a world of thousands of events is asked for it again and again. */
  readonly #traits = new Map<number, JsonObject>();
  readonly #accounts = new Map<Who, readonly string[]>();

  constructor(world: World, moment: Moment) {
    this.#world = world;
    this.#moment = moment;
    this.#roots = new Map(world.profiles.map(({ id, mergedInto }) => [id, mergedInto === 0 ? id : mergedInto]));
    this.#own = {
      events: Map.groupBy(
        world.events.filter(({ ts }) => ts <= moment.at).sort((a, b) => a.ts - b.ts || (a.message < b.message ? -1 : 1)),
        ({ profile }) => this.root(profile),
      ),
      assertions: Map.groupBy(world.assertions, ({ profile }) => this.root(profile)),
      tagChanges: Map.groupBy(world.tagChanges, ({ profile }) => profile),
    };
  }

  everybody(): readonly number[] {
    return this.#world.profiles
      .filter(({ mergedInto }) => mergedInto === 0)
      .map(({ id }) => id)
      .sort((a, b) => a - b);
  }

  root(profile: number): number {
    return this.#roots.get(profile) ?? profile;
  }

  has(profile: Who, kind: string): boolean {
    const kinds = this.#world.profiles.find(({ id }) => id === profile)?.kinds ?? [];
    return kinds.some((known) => known === kind || (kind === 'openid' && known.startsWith('openid:')));
  }

  traits(profile: Who): JsonObject {
    if (typeof profile === 'string') return this.#attributes(profile);
    const before = this.#traits.get(profile);
    if (before !== undefined) return before;
    const own = this.#own.assertions.get(profile) ?? [];
    const traits = traitsOf(this.#moment.now ? own : own.filter(({ ts }) => ts <= this.#moment.at));
    this.#traits.set(profile, traits);
    return traits;
  }

  /** An account's attributes at the moment. */
  #attributes(account: string): JsonObject {
    const versions = this.#world.entities.filter(({ kind, key, ts }) => kind === 'account' && key === account && ts <= this.#moment.at);
    const last = versions.sort((a, b) => a.ts - b.ts).at(-1);
    return last === undefined || last.isGone ? {} : last.attributes;
  }

  /** The accounts that group calls named for a profile. */
  accounts(profile: Who): readonly string[] {
    if (typeof profile === 'string') return [];
    const before = this.#accounts.get(profile);
    if (before !== undefined) return before;
    const named = (this.#own.events.get(profile) ?? []).filter(({ name }) => name === '$group');
    const accounts = [...new Set(named.map(({ group }) => group))].filter((group) => group !== '');
    this.#accounts.set(profile, accounts);
    return accounts;
  }

  origins(profile: Who): readonly number[] {
    return this.#world.profiles.map(({ id }) => id).filter((id) => this.root(id) === profile);
  }

  /** A profile's own events, or those of an account's members together. */
  #eventsOf(who: Who): readonly WorldEvent[] {
    if (typeof who === 'number') return this.#own.events.get(who) ?? [];
    const members = [...this.#own.events].flatMap(([profile, events]) => (this.accounts(profile).includes(who) ? events : []));
    return members.sort((a, b) => a.ts - b.ts || (a.message < b.message ? -1 : 1));
  }

  tag(profile: Who, name: string): Finding {
    const changes = (typeof profile === 'number' ? (this.#own.tagChanges.get(profile) ?? []) : [])
      .filter((change) => name === change.tag || name.startsWith(`${change.tag}.`))
      .filter(({ at }) => this.#moment.now || at <= this.#moment.at)
      .sort((a, b) => a.at - b.at || a.run - b.run);
    const value = changes.at(-1)?.value ?? null;
    if (value === null) return { values: [], exists: false };
    const texts = 'text' in value ? [value.text] : 'items' in value ? value.items : [value.fields[name.slice(name.lastIndexOf('.') + 1)] ?? ''];
    const known = texts.filter((text) => text !== '');
    return { values: known, exists: known.length > 0 };
  }

  /** Events of a name up to the moment, oldest first; ties by message id. */
  events(who: Who, name: string): readonly WorldEvent[] {
    return this.#eventsOf(who).filter((event) =>
      name === '*' ? !['identify', 'group', 'alias'].includes(event.type) : event.name === name || (vendors[name] ?? []).includes(event.name),
    );
  }
}

/** Some of the vendors' names, enough to see that they are found. */
const vendors: Readonly<Record<string, readonly string[]>> = { 'Order Completed': ['purchase', 'PayOrder', 'payOrder'] };
