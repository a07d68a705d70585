import { randomUUID } from 'node:crypto';
import type { PeopleRehearsal, PeopleRules } from '#collect';
import { cleanEvent, normaliseIdentifier, type Origin, withoutDecimals } from '#clean';
import { openAccess } from '#govern';
import { openKindDirectory, openRehearsal } from '#identify';
import { sourceId, workspaceId } from '#kernel';
import type { Postgres } from '#platform';

const masked = /[*＊●•]|[xX]{3,}/;

/** How one workspace reads identifiers, and whom it knows: as the pipeline would find when the file is imported. */
export async function peopleOf(pg: Postgres, workspace: number): Promise<PeopleRules> {
  const [directory, access] = await Promise.all([openKindDirectory(pg), openAccess({ pg, adminKey: randomUUID() })]);
  const [kinds, settings] = [directory.of(workspace), access.workspaceById(workspace)];
  await Promise.all([directory.close(), access.close()]);
  const origin: Origin = {
    ...ofImports,
    workspace: workspaceId(workspace),
    timezone: settings?.timezone ?? 'UTC',
    defaultRegion: settings?.defaultRegion ?? 'CN',
    kinds,
  };
  const normalise = (kind: string, text: string): string | undefined => normaliseIdentifier(kind, withoutDecimals(text.trim()), origin.defaultRegion, kinds);
  return {
    judge: (kind, text) => {
      if (normalise(kind, text) !== undefined) return 'valid';
      if (masked.test(text)) return 'masked';
      return kinds.ruleOf(kind).isBlocked(text) ? 'blocked' : 'malformed';
    },
    rehearse: () => rehearsalOf(pg, origin),
  };
}

/** Of no message in particular: the source decides nothing about who is who. */
const ofImports = {
  sourceId: sourceId(0),
  sourceName: 'import',
  trust: 50,
  isImport: true,
  importId: undefined,
  position: 0,
  /** Messages of imports carry their own time. */
  receivedAt: 0,
  remoteAddress: '',
  userAgent: '',
} as const;

/** Messages through the stages `clean` and `identify`, as they will go. */
function rehearsalOf(pg: Postgres, origin: Origin): PeopleRehearsal {
  const rehearsal = openRehearsal(pg, origin);
  return {
    name: (raw) => {
      const type = typeof raw['type'] === 'string' ? raw['type'] : '';
      const cleaned = type === 'entity' ? undefined : cleanEvent({ index: 0, type, raw, sentAt: null }, origin);
      if (cleaned?.kind === 'pass') rehearsal.name(cleaned.value.identifiers, cleaned.value.ts);
      return !(cleaned?.kind === 'park' && cleaned.reason === 'no_usable_identifier');
    },
    end: async () => {
      const { created, mostCreated, known, joined } = await rehearsal.end();
      return { new: created, newMost: mostCreated, known, joined };
    },
  };
}
