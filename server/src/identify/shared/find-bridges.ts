import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Identifier, KindRules } from '#clean';
import type { Clock } from '#kernel';
import type { Postgres, PostgresSession } from '#platform';
import type { KindDirectory } from '../config/directory.ts';
import { bridgesOf } from './articulation.ts';
import { addSuspicions, type Suspicion } from './shared.store.ts';

/** Profiles that are looked at in one go. */
const profilesEach = 200;
/** A profile of more edges is a giant, which the report shows; its cut vertices would take minutes. */
const mostEdges = 20_000;
const everyMs = 3_600_000;
/** Between two goes, so that nobody waits for this. */
const restMs = 50;

/** Profiles that hold more than a few identifiers, in the order of their ids: few have enough to be several people. Not accounts: one tax number may well hold many keys together. */
const large = `
  SELECT profile_id AS id, min(workspace) AS workspace FROM identify.identifier WHERE profile_id > $1 AND kind NOT LIKE 'account/%'
  GROUP BY profile_id HAVING count(*) > 3 ORDER BY profile_id LIMIT $2`;

const edgesWithin = `
  SELECT i.profile_id AS profile, json_build_object('kind', e.a_kind, 'value', e.a_value) AS a, json_build_object('kind', e.b_kind, 'value', e.b_value) AS b
  FROM identify.identifier i JOIN identify.edge e ON (e.workspace, e.a_kind, e.a_value) = (i.workspace, i.kind, i.value)
  WHERE i.profile_id = ANY($1::bigint[])`;

interface EdgeRow {
  readonly profile: number;
  readonly a: Identifier;
  readonly b: Identifier;
}

/** The bridges of one profile that hold more people together than the workspace allows. */
function suspicionsOf(edges: readonly EdgeRow[], workspace: number, rules: KindRules, at: number): readonly Suspicion[] {
  if (edges.length > mostEdges) return [];
  return bridgesOf(
    edges.map(({ a, b }) => [a, b]),
    rules,
  )
    .filter(({ parts }) => parts.length > rules.sharing.partners)
    .map(({ identifier, parts }) => ({ ...identifier, workspace, cause: 'bridge', evidence: { partners: {}, parts }, at }));
}

/** Looks at the profiles after one; quarantines what holds too many people together. The last profile it saw, undefined at the end. */
export async function findBridges(pg: PostgresSession, kinds: Pick<KindDirectory, 'of'>, after: number, at: number): Promise<number | undefined> {
  const profiles = await pg.query<{ id: number; workspace: number }>(large, [after, profilesEach]);
  const edges = await pg.query<EdgeRow>(edgesWithin, [profiles.map(({ id }) => id)]);
  const byProfile = Map.groupBy(edges, ({ profile }) => profile);
  await addSuspicions(
    pg,
    profiles.flatMap(({ id, workspace }) => suspicionsOf(byProfile.get(id) ?? [], workspace, kinds.of(workspace), at)),
  );
  return profiles.at(-1)?.id;
}

export interface BridgeSearch {
  stop(): Promise<void>;
}

/** Goes through all profiles once an hour, a few at a time. */
export function startBridgeSearch(deps: {
  readonly pg: Postgres;
  readonly kinds: Pick<KindDirectory, 'of'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): BridgeSearch {
  const { pg, kinds, clock, logger } = deps;
  const stopping = new AbortController();
  const rest = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
  const run = async (): Promise<void> => {
    let after: number | undefined;
    while (!stopping.signal.aborted) {
      await rest(after === undefined ? everyMs : restMs);
      if (stopping.signal.aborted) return;
      after = await findBridges(pg, kinds, after ?? 0, clock.now()).catch((error: unknown) => {
        logger.error({ err: error }, 'the search for shared identifiers failed; it begins anew in an hour');
        return undefined;
      });
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
