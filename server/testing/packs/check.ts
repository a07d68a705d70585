/** A pack adopted in a running world, held item by item against the oracle. */
import type { PackSegment, PackTag } from '@danqing/contracts';
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import type { LiveWorld } from '../live-world.ts';
import { Oracle } from '../oracle/evaluate.ts';
import { tagValues, type Values } from '../oracle/tags.ts';
import type { World, WorldTagChange } from '../oracle/world.ts';

/** What the product and the oracle say of one item; the texts are comparable. */
export interface Comparison {
  readonly name: string;
  /** Profiles about which the two disagree, with both answers. */
  readonly differences: readonly string[];
  /** How many profiles have each answer, by the oracle; nobody's answer is 'none'. */
  readonly spread: Readonly<Record<string, number>>;
}

/** Neither nobody nor everybody alike. */
export const isTelling = ({ spread }: Comparison): boolean => Object.keys(spread).length > 1;

/** Items kept live that ticks cannot follow, with why: each of them would run in full whenever data has passed. */
export async function unfollowed(live: LiveWorld): Promise<readonly string[]> {
  const { definitions } = await live.call('GET', '/live');
  const followed = Array.isArray(definitions) ? definitions.filter(isJsonObject) : [];
  if (followed.length === 0) throw new Error('nothing is live');
  return followed.filter(({ obstacle }) => obstacle !== null).map(({ key, obstacle }) => `${String(key)}: ${String(obstacle)}`);
}

/** Tags that no rule gives: by SQL, or set by hand; what they should hold is worked out by the test. */
export type ByHand = (key: string) => Values | undefined;

/** Definitions as packs have them, as far as their answers go. */
export interface Items {
  readonly tags: readonly Pick<PackTag, 'key' | 'definition' | 'type'>[];
  readonly segments: readonly Pick<PackSegment, 'key' | 'rule'>[];
}

export async function comparePack(live: LiveWorld, pack: Items, world: World, at: number, byHand: ByHand): Promise<readonly Comparison[]> {
  const segments = Object.fromEntries(pack.segments.map(({ key, rule }) => [key, rule]));
  const expected = expectedTags(pack, { ...world, segments }, at, byHand);
  const oracle = new Oracle({ ...world, segments, tagChanges: changesOf(expected, at) }, { at, now: true });
  const comparisons: Comparison[] = [];
  for (const { key } of pack.tags) {
    const wanted = new Map([...(expected.get(key) ?? [])].map(([profile, value]) => [profile, textsOf(value)]));
    comparisons.push(compared(`tag ${key}`, wanted, await valuesOf(live, key), oracle.everybody().length));
  }
  for (const { key, rule } of pack.segments) {
    const wanted = new Map(oracle.members(rule).map((profile) => [profile, 'member']));
    const members = await pagesOf(live, `/segments/${key}/members`);
    comparisons.push(compared(`segment ${key}`, wanted, new Map(members.map((profile) => [Number(profile), 'member'])), oracle.everybody().length));
  }
  return comparisons;
}

/** Tags after the tags they name. */
function expectedTags(pack: Items, world: World, at: number, byHand: ByHand): ReadonlyMap<string, Values> {
  const expected = new Map<string, Values>();
  let waiting = pack.tags;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ definition }) => waiting.every(({ key }) => !JSON.stringify(definition).includes(`"tag":"${key}"`)));
    if (ready.length === 0) throw new Error('tags name each other');
    const oracle = new Oracle({ ...world, tagChanges: changesOf(expected, at) }, { at, now: true });
    for (const { key, definition, type } of ready) expected.set(key, byHand(key) ?? tagValues(oracle, definition, type, at));
    waiting = waiting.filter((tag) => !ready.includes(tag));
  }
  return expected;
}

const changesOf = (expected: ReadonlyMap<string, Values>, at: number): readonly WorldTagChange[] =>
  [...expected].flatMap(([tag, values]) => [...values].map(([profile, value]) => ({ profile, tag, value, at, run: 1 })));

export async function itemsAt(live: LiveWorld, url: string): Promise<readonly JsonValue[]> {
  const { items } = await live.call('GET', url);
  return Array.isArray(items) ? items : [];
}

async function pagesOf(live: LiveWorld, url: string): Promise<readonly JsonValue[]> {
  const items: JsonValue[] = [];
  for (let cursor = ''; ; ) {
    const page = await live.call('GET', `${url}?limit=1000${cursor === '' ? '' : `&cursor=${cursor}`}`);
    if (Array.isArray(page['items'])) items.push(...page['items']);
    if (typeof page['next'] !== 'string') return items;
    cursor = page['next'];
  }
}

async function valuesOf(live: LiveWorld, key: string): Promise<ReadonlyMap<number, string>> {
  const items = await pagesOf(live, `/tags/${key}/values`);
  return new Map(items.filter(isJsonObject).map(({ profile, value }) => [Number(profile), textsOf(value ?? null)]));
}

/** Oracle and product spell values differently: `{text}`, `{items}`, `{fields}` against plain JSON. */
function textsOf(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value);
  if (!isRecord(value)) return String(value);
  if ('text' in value) return String(value['text']);
  if ('items' in value) return JSON.stringify(value['items']);
  return textOfFields('fields' in value && isRecord(value['fields']) ? value['fields'] : value);
}

const isRecord = (value: unknown): value is JsonObject => isJsonObject(value);
const textOfFields = (fields: JsonObject): string =>
  Object.keys(fields)
    .filter((name) => name !== 'value')
    .sort()
    .map((name) => `${name}=${Number.isNaN(Number(fields[name])) ? String(fields[name]) : Number(Number(fields[name]).toFixed(4))}`)
    .join(' ');

function compared(name: string, wanted: ReadonlyMap<number, string>, given: ReadonlyMap<number, string>, everybody: number): Comparison {
  const differences = [...new Set([...wanted.keys(), ...given.keys()])]
    .filter((profile) => !agrees(wanted.get(profile), given.get(profile)))
    .map((profile) => `profile ${profile}: oracle ${wanted.get(profile) ?? 'none'}, product ${given.get(profile) ?? 'none'}`);
  const spread: Record<string, number> = {};
  for (const text of wanted.values()) spread[text] = (spread[text] ?? 0) + 1;
  if (wanted.size < everybody) spread['none'] = everybody - wanted.size;
  return { name, differences, spread };
}

/** Numbers up to the last digits, in which two ways of adding may differ. */
function agrees(a: string | undefined, b: string | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  const [x, y] = [Number(a), Number(b)];
  return a.trim() !== '' && Math.abs(x - y) <= 1e-6 * Math.max(1, Math.abs(x));
}
