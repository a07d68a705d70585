import { compileKnownNames, type KnownNames, knownNamesOf } from '#compile';
import type { Clock } from '#kernel';
import type { ClickHouse } from '#platform';

/** Names come slowly and only warnings hang on them. */
const usualAgeMs = 30_000;

/**
 * What the data of a workspace names, read again when it is older than half a minute, or than the age that is asked for: somebody about to be
 * warned of a name may just have sent it. For warnings of previews and saves.
 */
export function cachedKnownNames(clickhouse: ClickHouse, clock: Clock): (workspace: number, maxAgeMs?: number) => Promise<KnownNames> {
  const known = new Map<number, { readonly readAt: number; readonly names: Promise<KnownNames> }>();
  const read = async (workspace: number): Promise<KnownNames> => {
    const { sql, params } = compileKnownNames(workspace);
    return knownNamesOf(await clickhouse.query<{ what: string; name: string; own: number }>(sql, params, { lane: 'interactive' }));
  };
  return (workspace, maxAgeMs = usualAgeMs) => {
    const found = known.get(workspace);
    const now = clock.now();
    if (found !== undefined && now - found.readAt <= maxAgeMs) return found.names;
    const names = read(workspace);
    known.set(workspace, { readAt: now, names });
    names.catch(() => known.delete(workspace));
    return names;
  };
}
