import { accountEntity, assertionsOf, type TraitAssertion } from '#clean';
import type { PostgresSession } from '#platform';
import { readEntities } from '../entity.store.ts';
import { gonePath } from '../leaves.ts';
import { stateAt } from '../versions.ts';

/** What is known of one key of an account, as if its first message had said all of it. */
export interface AccountSaying {
  readonly key: string;
  /** ms */
  readonly ts: number;
  readonly messageId: string;
  readonly sourceId: number;
  readonly attributes: readonly TraitAssertion[];
}

/** Of keys that nobody spoke of nothing is said. */
export async function readAccountSayings(pg: PostgresSession, workspace: number, keys: readonly string[]): Promise<readonly AccountSaying[]> {
  const entities = await readEntities(
    pg,
    keys.map((key) => ({ workspace, kind: accountEntity, key })),
  );
  return entities.flatMap(({ key, leaves }) => {
    const [first] = leaves.get(gonePath) ?? [];
    const now = stateAt(leaves, Number.POSITIVE_INFINITY);
    if (first === undefined || now === undefined) return [];
    return [{ key, ts: first[0], messageId: first[1], sourceId: first[2], attributes: assertionsOf([now.attributes]) }];
  });
}

const page = `
  SELECT workspace, key FROM profile.entity WHERE kind = '${accountEntity}' AND (workspace, key) > ($1::int, $2::text) ORDER BY workspace, key LIMIT $3`;

/** Keys of accounts of all workspaces, those after one, in the order of workspace and key. */
export const readAccountKeys = (
  pg: PostgresSession,
  after: { readonly workspace: number; readonly key: string },
  limit: number,
): Promise<readonly { readonly workspace: number; readonly key: string }[]> => pg.query(page, [after.workspace, after.key, limit]);
