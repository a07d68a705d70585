import type { ProfileFound, ProfileView } from '@danqing/contracts';
import { isAccountKind, type KindRules, normaliseIdentifier } from '#clean';
import { readKindNames } from '#identify';
import type { ClickHouse, Postgres } from '#platform';
import type { ProfileReader } from '../read/reader.ts';
import { profilesByNamePart, profilesByNameSound } from './names.read.ts';
import { pinyinPattern } from './pinyin.ts';

export interface SearchDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly reader: ProfileReader;
  readonly kinds: { of(workspace: number): KindRules };
}

export interface Search {
  readonly workspace: number;
  readonly defaultRegion: string;
  /** As people type it. */
  readonly text: string;
  readonly limit: number;
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

/** Names that the text is part of, and Chinese names that are read as its letters say. */
async function byName({ clickhouse, reader }: SearchDeps, { workspace, text, limit }: Search): Promise<readonly Found[]> {
  const pattern = pinyinPattern(text);
  const [parts, sounds] = await Promise.all([
    profilesByNamePart(clickhouse, workspace, text, limit),
    pattern === undefined ? [] : profilesByNameSound(clickhouse, workspace, pattern, limit),
  ]);
  const ids = [...parts.map((id) => ({ id, by: 'name' as const })), ...sounds.map((id) => ({ id, by: 'sound' as const }))];
  const found = await Promise.all(ids.map(async ({ id, by }) => ({ profile: await reader.byId(workspace, id), because: { by } })));
  return found.flatMap(({ profile, because }) => (profile === undefined ? [] : [{ profile, because }]));
}

/** Profiles that somebody may mean: by what identifies them first, then by name. Each once, with the first reason. */
export async function searchProfiles(deps: SearchDeps, search: Search): Promise<readonly Found[]> {
  const all = (await Promise.all([byIdentifier(deps, search), byName(deps, search)])).flat();
  const first = new Map<number, Found>();
  for (const found of all) if (!first.has(found.profile.id)) first.set(found.profile.id, found);
  return [...first.values()].slice(0, search.limit);
}
