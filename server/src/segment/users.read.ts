import type { PostgresSession } from '#platform';
import { readTagDefinitions, readTagNames } from '#tag';
import { type Definition, type Named, usersOf } from './users.ts';

const segmentRules = 'SELECT id, key, name, refresh, rule AS wire FROM segment.definition WHERE workspace = $1';

/** Every tag and segment of a workspace, as those who look for names in them want it. */
export async function readDefinitions(pg: PostgresSession, workspace: number): Promise<readonly Definition[]> {
  const [segments, tags, names] = await Promise.all([
    pg.query<Omit<Definition, 'kind'>>(segmentRules, [workspace]),
    readTagDefinitions(pg, workspace),
    readTagNames(pg, workspace),
  ]);
  const nameOf = new Map(names.map(({ key, name }) => [key, name]));
  return [
    ...segments.map((segment): Definition => ({ kind: 'segment', ...segment })),
    ...tags.map(({ id, key, refresh, definition }): Definition => ({ kind: 'tag', id, key, name: nameOf.get(key) ?? key, refresh, wire: definition })),
  ];
}

/** The tags and segments that name a list or segment, and those that change with it. */
export const readUsers = async (pg: PostgresSession, workspace: number, target: Named): Promise<ReturnType<typeof usersOf>> =>
  usersOf(target, await readDefinitions(pg, workspace));
