import type { PostgresSession } from '#platform';
import type { DefinitionKind } from './types.ts';

/** A definition that was asked for and whose run has not begun. */
export interface Waiting {
  readonly workspace: number;
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly isFirst: boolean;
  readonly askedAt: Date;
}

interface WaitingFilter {
  readonly before: Date | undefined;
  readonly limit: number;
  /** Only this one. */
  readonly target?: { readonly kind: DefinitionKind; readonly key: string };
}

const waiting = `
  SELECT workspace, kind, key, computed_at IS NULL AS "isFirst", asked_at AS "askedAt" FROM evaluate.node
  WHERE workspace = $1 AND state = 'pending' AND requests > served AND ($2::timestamptz IS NULL OR asked_at < $2)
    AND ($4::text IS NULL OR (kind = $4 AND key = $5))
  ORDER BY asked_at DESC LIMIT $3`;

/** The latest asked for first. */
export const readWaiting = (pg: PostgresSession, workspace: number, { before, limit, target }: WaitingFilter): Promise<readonly Waiting[]> =>
  pg.query<Waiting>(waiting, [workspace, before ?? null, limit, target?.kind ?? null, target?.key ?? null]);
