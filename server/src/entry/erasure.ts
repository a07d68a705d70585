import type { ErasureInput } from '@danqing/contracts';
import { normaliseIdentifier } from '#clean';
import { importErasure } from '#collect';
import { type ChangeLog, evaluationErasure } from '#evaluate';
import { answersErasure, type Caller, type ErasureParticipant, exportErasure, ledgerErasure } from '#govern';
import { identitiesById, identitiesByIdentifier, type KindDirectory } from '#identify';
import { linkErasure } from '#link';
import { erasedByPipeline, type PipelineDeps, pipelineErasure } from '#pipeline';
import { areMutationsDone, areOldPartsGone, type ClickHouse, type Postgres } from '#platform';
import { careErasure } from '#profile';
import { askErasure } from '#ask';
import { erasedBySegments, segmentErasure } from '#segment';
import { erasedByTags, tagErasure } from '#tag';

interface ErasureDeps extends Pick<PipelineDeps, 'pg' | 'clickhouse' | 'log' | 'sources' | 'kinds' | 'inbound' | 'cleaning'> {
  readonly changes: ChangeLog;
  /** The file that keeps which erasures there were. */
  readonly ledger: string;
}

const clickhouseTables: readonly string[] = [...erasedByPipeline, ...erasedByTags, ...erasedBySegments];

/** The engine's own files: what was deleted lies in them until mutations have written them anew and the old ones are gone. */
function clickhouseFiles(clickhouse: ClickHouse): ErasureParticipant {
  return {
    name: 'clickhouse files',
    sweep: async () => ({ removed: [], isDone: await areMutationsDone(clickhouse, clickhouseTables) }),
    isScrubbed: async ({ scrubbingAt }) => scrubbingAt !== null && areOldPartsGone(clickhouse, clickhouseTables, scrubbingAt),
  };
}

/** Whoever holds something of people, in the order in which they are asked to forget: the graph first, which knows what they were known by. */
export const erasureParticipants = ({ changes, ledger, ...stores }: ErasureDeps): readonly ErasureParticipant[] => [
  ledgerErasure(ledger),
  ...pipelineErasure(stores),
  careErasure(),
  answersErasure(),
  exportErasure(stores),
  importErasure(),
  linkErasure(),
  evaluationErasure({ pg: stores.pg, changes }),
  tagErasure(stores),
  segmentErasure(stores),
  askErasure(),
  clickhouseFiles(stores.clickhouse),
];

/**
 * Whom a request means. By `profile`: the person with every home, or just the home of that number. By identifier: whoever holds it, with every home, or just the home that it belongs to.
 */
export const homesFor =
  ({ pg, kinds }: { readonly pg: Postgres; readonly kinds: Pick<KindDirectory, 'of'> }) =>
  async (caller: Caller, asked: ErasureInput): Promise<readonly number[] | undefined> => {
    const identity = 'profile' in asked ? (await identitiesById(pg, [asked.profile]))[0] : await byIdentifier(pg, kinds, caller, asked);
    if (identity === undefined || identity.workspace !== caller.workspace) return undefined;
    return asked.scope === 'side' ? [identity.homeId] : [identity.id, ...identity.mergedIds].sort((a, b) => a - b);
  };

async function byIdentifier(pg: Postgres, kinds: Pick<KindDirectory, 'of'>, caller: Caller, asked: { readonly kind: string; readonly value: string }) {
  const value = normaliseIdentifier(asked.kind, asked.value, caller.defaultRegion, kinds.of(caller.workspace));
  if (value === undefined) return undefined;
  return (await identitiesByIdentifier(pg, [{ workspace: caller.workspace, kind: asked.kind, value }]))[0];
}
