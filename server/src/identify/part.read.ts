import type { PostgresSession } from '#platform';

/** A profile one of whose identifiers a part of a value leads to. */
export interface PartFound {
  readonly id: number;
  readonly kind: string;
}

export interface PartSearch {
  readonly kinds: readonly string[];
  /** Stands somewhere in the value, as it is written here, in capitals or in small letters. */
  readonly part: string;
  /** `anywhere`: whole words first; `word`: only these, between the value's ends, dots, hyphens, underscores, plus and at signs; `end`: only at the end, as written; `endFirst`: anywhere, those at the end first. */
  readonly where: 'anywhere' | 'endFirst' | 'end' | 'word';
}

/** Of more than so many, any that are found first are taken, and not the best. */
const candidates = 200;

// One pass over the table (the planner reads it with two processes) that asks the cheapest question first: 0.25 s a million values, bytes compared as bytes
// (with the rules of a language it is twice that, with lower() thrice); an index of trigrams would cost every new identifier its upkeep.
const found = (isBest: string, { condition = '', order = '' } = {}): string => `
  SELECT id, kind FROM (
    SELECT DISTINCT ON (id) id, kind, is_best FROM (
      SELECT profile_id AS id, kind, ${isBest} AS is_best FROM identify.identifier
      WHERE (value COLLATE "C" LIKE $2 OR value COLLATE "C" LIKE $3) AND kind = ANY($4::text[]) AND workspace = $1${condition}
      ${order}LIMIT ${candidates}) AS candidate
    ORDER BY id, is_best DESC, kind) AS profile
  ORDER BY is_best DESC, id LIMIT $5`;

const isWord = 'lower(value) ~ $6';
const statements: Readonly<Record<PartSearch['where'], string>> = {
  anywhere: found(isWord),
  word: found('true', { condition: ` AND ${isWord}` }),
  end: found('true', { condition: ' AND value COLLATE "C" LIKE $6' }),
  endFirst: found('value COLLATE "C" LIKE $6', { order: 'ORDER BY is_best DESC ' }),
};

const escaped = (part: string): string => part.replaceAll(/[\\%_]/g, String.raw`\$&`);
const wordPattern = (part: string): string => `(^|[.@_+-])${part.toLowerCase().replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`)}([.@_+-]|$)`;

/** As written and in the other case; one and the same where there are no letters. */
function spellingsOf(part: string): readonly [string, string] {
  const lower = part.toLowerCase();
  return part === lower ? [part, part.toUpperCase()] : [part, lower];
}

/** Profiles that hold an identifier of which only a part is known, each once. */
export async function profilesByPart(pg: PostgresSession, workspace: number, { kinds, part, where }: PartSearch, limit: number): Promise<readonly PartFound[]> {
  if (kinds.length === 0) return [];
  const [one, other] = spellingsOf(part).map((spelling) => `%${escaped(spelling)}%`);
  const best = where === 'end' || where === 'endFirst' ? `%${escaped(part)}` : wordPattern(part);
  return await pg.query<PartFound>(statements[where], [workspace, one, other, kinds, limit, best]);
}
