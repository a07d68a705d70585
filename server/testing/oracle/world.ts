/** A small world to try rules on, as people would tell it: raw values, nothing flattened, nothing indexed. */
import type { RuleJson } from '@danqing/contracts';
import type { JsonObject, JsonValue } from '#kernel';
import { find, type Finding, type Known } from './values.ts';

export interface WorldEvent {
  readonly message: string;
  /** The profile it was written for; it may have been merged away since. */
  readonly profile: number;
  readonly name: string;
  readonly type: 'track' | 'page' | 'identify' | 'group' | 'alias';
  readonly ts: number;
  readonly source: string;
  readonly pagePath: string;
  /** Of group calls: the account. */
  readonly group: string;
  readonly properties: JsonObject;
  /** Other context by its path in rules, `$utm.source`. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface WorldAssertion {
  readonly message: string;
  readonly profile: number;
  readonly path: string;
  readonly value: JsonValue;
  readonly ts: number;
  readonly trust: number;
}

export type TagValue = { readonly text: string } | { readonly items: readonly string[] } | { readonly fields: Readonly<Record<string, string>> };

export interface WorldTagChange {
  readonly profile: number;
  readonly tag: string;
  readonly value: TagValue | null;
  readonly at: number;
  readonly run: number;
}

export interface WorldProfile {
  readonly id: number;
  readonly kinds: readonly string[];
  /** 0: it stands for itself. */
  readonly mergedInto: number;
}

/** A product or account from one moment on. */
export interface WorldEntity {
  readonly kind: 'product' | 'account';
  readonly key: string;
  readonly ts: number;
  readonly attributes: JsonObject;
  readonly isGone: boolean;
}

export interface WorldConsent {
  readonly profile: number;
  readonly purpose: string;
  /** '': the whole purpose. */
  readonly channel: string;
  readonly ts: number;
  readonly isGranted: boolean;
  readonly expiresAt: number | null;
}

export interface World {
  readonly timezone: string;
  readonly profiles: readonly WorldProfile[];
  readonly events: readonly WorldEvent[];
  readonly assertions: readonly WorldAssertion[];
  readonly tagChanges: readonly WorldTagChange[];
  readonly entities: readonly WorldEntity[];
  readonly consents: readonly WorldConsent[];
  /** Profiles as they were when the list was made. */
  readonly lists: Readonly<Record<string, readonly number[]>>;
  readonly segments: Readonly<Record<string, RuleJson>>;
}

export interface Moment {
  readonly at: number;
  /** Traits and tags as they are; otherwise as they were at `at`. */
  readonly now: boolean;
}

/** The profile that stands for this one today. */
export function rootIn(world: World, profile: number): number {
  const into = world.profiles.find(({ id }) => id === profile)?.mergedInto ?? 0;
  return into === 0 ? profile : into;
}

/** What a path finds in an event; `$…` reads context. */
export function eventFinding(event: WorldEvent, path: string): Finding {
  if (!path.startsWith('$')) return find(event.properties, path);
  const value: Known = { $source: event.source, '$page.path': event.pagePath, $groupId: event.group }[path] ?? event.context?.[path] ?? '';
  return { values: value === '' ? [] : [value], exists: value !== '' };
}
