import type { ProfileFound, ProfileView } from '@danqing/contracts';
import { isAccountKind, type KindRules, normaliseIdentifier } from '#clean';
import { profilesByPart, readKindNames } from '#identify';
import type { ClickHouse, Postgres } from '#platform';
import type { ProfileReader } from '../read/reader.ts';
import { profilesByName } from './names.read.ts';
import { profilesByOrder } from './orders.read.ts';
import { pinyinPattern } from './pinyin.ts';

export interface SearchDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly reader: ProfileReader;
  readonly kinds: { of(workspace: number): KindRules };
  /** Whether a kind of identifier names people; parts of those are not searched for freely. */
  readonly isPersonalKind: (workspace: number, kind: string) => boolean;
}

export interface Search {
  readonly workspace: number;
  readonly defaultRegion: string;
  /** As people type it. */
  readonly text: string;
  readonly limit: number;
  readonly seesPersonalData: boolean;
}

type Because = ProfileFound['because'];
type Found = { readonly profile: ProfileView; readonly because: Because };

/** An id, or a value that some kind of identifier has in this form: `138 0013 8000`, `Lin@Example.com`, `email:lin@example.com`. */
async function byIdentifier({ pg, reader, kinds }: SearchDeps, { workspace, defaultRegion, text }: Search): Promise<readonly Found[]> {
  const rules = kinds.of(workspace);
  const named = /^([a-z][\w:]*):(.+)$/i.exec(text);
  const known = (await readKindNames(pg, workspace)).filter((kind) => !isAccountKind(kind));
  const asked = [
    ...known.map((kind) => ({ kind, value: text })),
    ...(named?.[1] === undefined || named[2] === undefined ? [] : [{ kind: named[1], value: named[2] }]),
  ];
  const profiles = await Promise.all(
    asked.map(async ({ kind, value }): Promise<Found | undefined> => {
      const normalised = normaliseIdentifier(kind, value, defaultRegion, rules);
      const profile = normalised === undefined ? undefined : await reader.byIdentifier(workspace, kind, normalised);
      return profile === undefined ? undefined : { profile, because: { by: 'identifier', kind } };
    }),
  );
  const id = /^\d{1,15}$/.test(text) ? await reader.byId(workspace, Number(text)) : undefined;
  return [...profiles.flatMap((found) => found ?? []), ...(id === undefined ? [] : [{ profile: id, because: { by: 'id' } as const }])];
}

const places = async (
  reader: ProfileReader,
  workspace: number,
  ids: readonly { readonly id: number; readonly because: Because }[],
): Promise<readonly Found[]> => {
  const found = await Promise.all(ids.map(async ({ id, because }) => ({ profile: await reader.byId(workspace, id), because })));
  return found.flatMap(({ profile, because }) => (profile === undefined ? [] : [{ profile, because }]));
};

/** Names and companies that the text is part of, and Chinese names that are read as its letters say. */
async function byName({ clickhouse, reader }: SearchDeps, { workspace, text, limit }: Search): Promise<readonly Found[]> {
  const found = await profilesByName(clickhouse, workspace, { part: text, pattern: pinyinPattern(text) }, limit);
  return places(
    reader,
    workspace,
    found.map(({ id, by }) => ({ id, because: { by } })),
  );
}

const looksLikeOrder = (text: string): boolean => /^[\w-]{4,64}$/.test(text) && /\d/.test(text);

async function byOrder({ clickhouse, reader }: SearchDeps, { workspace, text, limit }: Search): Promise<readonly Found[]> {
  const ids = looksLikeOrder(text) ? await profilesByOrder(clickhouse, workspace, text, limit) : [];
  return places(
    reader,
    workspace,
    ids.map((id) => ({ id, because: { by: 'order' as const } })),
  );
}

/** Ids that machines made: nobody remembers a part of them. */
const machineKinds = new Set(['anonymous_id', 'device_id']);
const shownEnd = 4;
const shortestPart = 4;
const shortestWord = 3;

/**
 * A part of an identifier. Masks show the last four digits of a phone number and what stands behind the @ of an address, so the last four and whole words
 * of an address lead to somebody; letter by letter a search would draw out what the mask hides, so other parts of what is personal are for
 * those alone who see it.
 */
async function byPart({ pg, reader, isPersonalKind }: SearchDeps, { workspace, text, limit, seesPersonalData }: Search): Promise<readonly Found[]> {
  if (text.length < shortestWord || /\s/.test(text)) return [];
  const kinds = (await readKindNames(pg, workspace)).filter((kind) => !isAccountKind(kind) && !machineKinds.has(kind));
  const open = kinds.filter((kind) => seesPersonalData || !isPersonalKind(workspace, kind));
  const isOpenPart = text.length >= shortestPart;
  const isEnd = text.length === shownEnd;
  const parts = {
    part: text,
    anywhere: isOpenPart ? open : [],
    word: isOpenPart && open.includes('email') ? [] : kinds.filter((kind) => kind === 'email'),
    end: isEnd ? kinds.filter((kind) => !open.includes(kind)) : [],
    never: [...machineKinds],
    best: isEnd ? ('end' as const) : ('word' as const),
  };
  const found = await profilesByPart(pg, workspace, parts, limit);
  return places(
    reader,
    workspace,
    found.map(({ id, kind }) => ({ id, because: { by: 'part' as const, kind } })),
  );
}

/** Profiles that somebody may mean: by what identifies them first, then by order, by name, by part. Each once, with the first reason. */
export async function searchProfiles(deps: SearchDeps, asked: Search): Promise<readonly Found[]> {
  // Full-width digits and letters, as Chinese input methods give them.
  const search = { ...asked, text: asked.text.normalize('NFKC').trim() };
  const first = new Map<number, Found>();
  const keep = (all: readonly Found[]): void => {
    for (const found of all) if (!first.has(found.profile.id)) first.set(found.profile.id, found);
  };
  keep((await Promise.all([byIdentifier(deps, search), byOrder(deps, search), byName(deps, search)])).flat());
  // The dearest look comes last, and only where there is room for what it finds.
  if (first.size < search.limit) keep(await byPart(deps, search));
  return [...first.values()].slice(0, search.limit);
}
