import type { PostgresSession } from '#platform';
import { readTagDefinitions } from '#tag';
import { type Definition, type Named, usersOf } from './users.ts';

const segmentRules = 'SELECT id, key, refresh, rule AS wire FROM segment.definition WHERE workspace = $1';

/** The tags and segments that name a list or segment, and those that change with it. */
export async function readUsers(pg: PostgresSession, workspace: number, target: Named): Promise<ReturnType<typeof usersOf>> {
  const segments = await pg.query<Omit<Definition, 'kind'>>(segmentRules, [workspace]);
  const tags = await readTagDefinitions(pg, workspace);
  return usersOf(target, [
    ...segments.map((segment): Definition => ({ kind: 'segment', ...segment })),
    ...tags.map(({ id, key, refresh, definition }): Definition => ({ kind: 'tag', id, key, refresh, wire: definition })),
  ]);
}
