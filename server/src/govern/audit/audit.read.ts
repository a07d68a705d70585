import type { PostgresSession } from '#platform';

const entries = `
  SELECT id, at, operator, actor, action, object, details FROM govern.audit
  WHERE workspace = $1 AND ($2::bigint IS NULL OR id < $2)
    AND ($3::text IS NULL OR operator = $3) AND (NOT $4::boolean OR operator IS NULL)
    AND ($5::text IS NULL OR starts_with(action, $5)) AND ($6::text IS NULL OR strpos(object, $6) > 0)
    AND ($7::timestamptz IS NULL OR at >= $7) AND ($8::timestamptz IS NULL OR at < $8)
  ORDER BY id DESC LIMIT $9`;

export interface StoredEntry {
  readonly id: number;
  readonly at: Date;
  readonly operator: string | null;
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  readonly details: Record<string, unknown>;
}

export interface AuditFilter {
  readonly before: number | undefined;
  readonly operator: string | undefined;
  readonly action: string | undefined;
  readonly object: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Entries of a workspace, newest first. `operator`: an id, or `key` for what API keys did. */
export const readAudit = (pg: PostgresSession, workspace: number, filter: AuditFilter, limit: number): Promise<readonly StoredEntry[]> => {
  const isKey = filter.operator === 'key';
  return pg.query<StoredEntry>(entries, [
    workspace,
    filter.before ?? null,
    isKey ? null : (filter.operator ?? null),
    isKey,
    filter.action ?? null,
    filter.object ?? null,
    filter.from ?? null,
    filter.to ?? null,
    limit,
  ]);
};

const countSince = 'SELECT count(*)::int AS n FROM govern.audit WHERE workspace = $1 AND starts_with(action, $2) AND at >= $3';

/** How often something was done since a moment: actions that begin so. */
export const countAudit = async (pg: PostgresSession, workspace: number, action: string, since: Date): Promise<number> =>
  (await pg.query<{ n: number }>(countSince, [workspace, action, since]))[0]?.n ?? 0;
