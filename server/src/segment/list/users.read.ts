import type { PostgresSession } from '#platform';
import { readTagDefinitions } from '#tag';
import { type Definition, usersOfList } from './users.ts';

const segmentRules = 'SELECT id, key, rule AS wire FROM segment.definition WHERE workspace = $1';

/** The tags and segments that change with a list. */
export async function readUsers(pg: PostgresSession, workspace: number, list: string): Promise<ReturnType<typeof usersOfList>> {
  const segments = await pg.query<Omit<Definition, 'kind'>>(segmentRules, [workspace]);
  const tags = await readTagDefinitions(pg, workspace);
  return usersOfList(list, [
    ...segments.map((segment): Definition => ({ kind: 'segment', ...segment })),
    ...tags.map(({ id, key, definition }): Definition => ({ kind: 'tag', id, key, wire: definition })),
  ]);
}
