import { randomUUID } from 'node:crypto';
import type { PeopleRules } from '#collect';
import { normaliseIdentifier, withoutDecimals } from '#clean';
import { openAccess } from '#govern';
import { openKindDirectory, profileIdsByValue } from '#identify';
import type { Postgres } from '#platform';

const masked = /[*＊●•]|[xX]{3,}/;

/** How one workspace reads identifiers, and whom it knows: as the pipeline would find when the file is imported. */
export async function peopleOf(pg: Postgres, workspace: number): Promise<PeopleRules> {
  const [directory, access] = await Promise.all([openKindDirectory(pg), openAccess({ pg, adminKey: randomUUID() })]);
  const [kinds, region] = [directory.of(workspace), access.workspaceById(workspace)?.defaultRegion ?? 'CN'];
  await Promise.all([directory.close(), access.close()]);
  const normalise = (kind: string, text: string): string | undefined => normaliseIdentifier(kind, withoutDecimals(text.trim()), region, kinds);
  return {
    normalise,
    judge: (kind, text) => {
      if (normalise(kind, text) !== undefined) return 'valid';
      if (masked.test(text)) return 'masked';
      return kinds.ruleOf(kind).isBlocked(text) ? 'blocked' : 'malformed';
    },
    known: async (kind, values) => new Set((await profileIdsByValue(pg, workspace, kind, values)).keys()),
  };
}
