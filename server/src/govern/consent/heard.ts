import type { PostgresSession } from '#platform';
import { readConsents } from './consent.read.ts';
import type { ConsentStatement } from './consent.store.ts';
import type { ConsentRecord } from './effective.ts';

const nameOf = ({ purpose, channel }: { readonly purpose: string; readonly channel: string }): string => `${purpose}\n${channel}`;

type Said = Pick<ConsentRecord, 'at' | 'state' | 'expiresAt' | 'isCarried'>;

const repeats = (last: Said | undefined, { state, at }: ConsentStatement): boolean => last?.state === state && (last.expiresAt === null || last.expiresAt > at);

/**
 * Of what events repeat again and again (a consent banner's choice travels with each of them), only what changes: what the same identifiers' home had not
 * said just so by then. In order of time, whatever the order of the list.
 */
export async function changedConsents(tx: PostgresSession, statements: readonly ConsentStatement[]): Promise<readonly ConsentStatement[]> {
  if (statements.length === 0) return [];
  const known = await readConsents(tx, [...new Set(statements.map(({ originId }) => originId))]);
  const said = new Map<string, Said[]>();
  for (const [origin, records] of known) for (const record of records) listAt(said, `${origin}\n${nameOf(record)}`).push(record);
  return statements
    .toSorted((a, b) => a.at - b.at)
    .filter((statement) => {
      const list = listAt(said, `${statement.originId}\n${nameOf(statement)}`);
      const earlier = list.filter(({ at }) => at <= statement.at);
      // Its own last word must say the same, too: what was put beside it goes when a merge is undone.
      if (
        repeats(earlier.at(-1), statement) &&
        repeats(
          earlier.findLast(({ isCarried }) => isCarried !== true),
          statement,
        )
      )
        return false;
      list.push(statement);
      list.sort((a, b) => a.at - b.at);
      return true;
    });
}

function listAt(map: Map<string, Said[]>, key: string): Said[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
