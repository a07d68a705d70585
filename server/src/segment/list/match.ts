import type { UnmatchedReason } from '@danqing/contracts';
import { type KindRules, normaliseIdentifier } from '#clean';
import { placesByValue, rootsOfProfiles, type ValuePlace } from '#identify';
import type { PostgresSession } from '#platform';

/** Values as people sent them: identifiers of one kind, or profile ids (`profile`). */
export interface SentValues {
  readonly kind: string;
  readonly values: readonly (string | number)[];
}

/** Somebody on a list: the id it was put there under, and the profile that leads to now. */
export interface Member {
  readonly origin: number;
  readonly profile: number;
}

export interface Matched {
  /** The profiles that the values lead to today, each once. */
  readonly profiles: readonly number[];
  /** What each of them is known by here, under the id that goes back with it when a merge is undone: its home. */
  readonly members: readonly Member[];
  /** Values that lead to nobody, as sent (trimmed), each once, and why. */
  readonly unmatched: readonly { readonly value: string; readonly reason: UnmatchedReason }[];
  /** Values that lead to somebody, as sent. */
  readonly matched: readonly string[];
}

export const profileKind = 'profile';
const valuesEach = 50_000;

/** How a workspace writes identifiers; `region` reads phone numbers without a country code. */
export interface Forms {
  readonly workspace: number;
  readonly region: string;
  readonly kinds: KindRules;
}

/** Finds who is meant. A statement for each 50,000 values. */
export async function matchValues(pg: PostgresSession, forms: Forms, { kind, values }: SentValues): Promise<Matched> {
  const texts = [...new Set(values.map((value) => String(value).trim()))].filter((text) => text !== '');
  const members = new Map<number, Member>();
  const unmatched: { value: string; reason: UnmatchedReason }[] = [];
  const matched: string[] = [];
  for (let from = 0; from < texts.length; from += valuesEach) {
    const part = texts.slice(from, from + valuesEach);
    const find = kind === profileKind ? await byId(pg, forms.workspace, part) : await byValue(pg, forms, kind, part);
    for (const text of part) {
      const place = find(text);
      if (place === undefined) unmatched.push({ value: text, reason: reasonOf(forms, kind, text) });
      else {
        matched.push(text);
        members.set(place.homeId, { origin: place.homeId, profile: place.id });
      }
    }
  }
  const profiles = [...new Set([...members.values()].map(({ profile }) => profile))].sort((a, b) => a - b);
  return { profiles, members: [...members.values()].sort((a, b) => a.origin - b.origin), unmatched, matched };
}

const maskedForm = /[*＊●•]|[xX]{3,}/;

/** Why a value leads to nobody: it cannot name anybody as it is written, or nobody has it. */
function reasonOf({ region, kinds }: Forms, kind: string, text: string): UnmatchedReason {
  if (kind === profileKind) return /^\d{1,15}$/.test(text) ? 'unknown' : 'malformed';
  if (normaliseIdentifier(kind, text, region, kinds) !== undefined) return 'unknown';
  if (maskedForm.test(text)) return 'masked';
  return kinds.ruleOf(kind).isBlocked(text) ? 'blocked' : 'malformed';
}

type Find = (text: string) => ValuePlace | undefined;

async function byValue(pg: PostgresSession, { workspace, region, kinds }: Forms, kind: string, texts: readonly string[]): Promise<Find> {
  const normalised = new Map(texts.map((text) => [text, normaliseIdentifier(kind, text, region, kinds)]));
  const places = await placesByValue(
    pg,
    workspace,
    kind,
    [...normalised.values()].filter((value) => value !== undefined),
  );
  return (text) => places.get(normalised.get(text) ?? '');
}

async function byId(pg: PostgresSession, workspace: number, texts: readonly string[]): Promise<Find> {
  const ids = texts.filter((text) => /^\d{1,15}$/.test(text)).map(Number);
  const roots = await rootsOfProfiles(pg, workspace, ids);
  return (text) => {
    const root = roots.get(Number(text));
    return root === undefined ? undefined : { id: root, homeId: Number(text) };
  };
}
