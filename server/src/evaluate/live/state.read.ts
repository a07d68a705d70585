import type { PostgresSession } from '#platform';
import { isLiveBehind } from '../due.ts';
import { byName, nameOf } from '../graph.ts';
import { readNodes } from '../node.read.ts';
import type { ChangeLog } from './change-log.ts';
import type { Registry } from './registry.ts';

/** How the live definitions of a workspace stand. */
export interface LiveState {
  readonly workspace: number;
  /** By ticks. */
  readonly followed: number;
  /** Live all the same: by runs in full. */
  readonly notFollowed: number;
  /** Do not yet include everything that has passed. */
  readonly pending: number;
  /** Profiles that the last reconciliations found wrong, all definitions together. */
  readonly drift: number;
}

interface LiveStateDeps {
  readonly pg: PostgresSession;
  readonly changes: ChangeLog;
  readonly registry: Registry;
}

/** Of every workspace that has definitions. */
export async function readLiveStates({ pg, changes, registry }: LiveStateDeps): Promise<readonly LiveState[]> {
  const [heads, nodes] = [await changes.heads(), await readNodes(pg)];
  const workspaces = [...new Set(nodes.map(({ workspace }) => workspace))];
  return Promise.all(
    workspaces.map(async (workspace): Promise<LiveState> => {
      const own = nodes.filter((node) => node.workspace === workspace);
      const { forms } = await registry.formsOf(workspace, own);
      const graph = byName(own);
      const live = own.filter(({ refresh }) => refresh === 'live');
      const followed = live.filter((node) => forms.has(nameOf(node))).length;
      return {
        workspace,
        followed,
        notFollowed: live.length - followed,
        pending: live.filter((node) => isLiveBehind(graph, node, heads.get(workspace) ?? 0)).length,
        drift: own.reduce((sum, { drift }) => sum + drift, 0),
      };
    }),
  );
}
