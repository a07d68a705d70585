import { SegmentOverview } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { describe, parseRule } from '#compile';
import { computeView, readStatuses, readVocabulary } from '#evaluate';
import { type ClickHouse, typed } from '#platform';
import { countProfiles } from '#profile';
import { readFolders } from '../folder/folder.store.ts';
import { allFolders } from '../folder/path.ts';
import type { SegmentDeps } from '../save.ts';
import { listSegments, type SegmentDefinition } from '../segment.store.ts';
import { directUsers } from '../users.ts';
import { readDefinitions } from '../users.read.ts';
import { endsOfDays, type SizeAt, trendOf } from './days.ts';

export interface OverviewDeps extends SegmentDeps {
  readonly clickhouse: ClickHouse;
  /** Sizes of segments at past moments, as far as they are known. Whoever watches segments keeps them; without: nobody does. */
  readonly sizesAt?: (segments: readonly number[], moments: readonly Date[]) => Promise<readonly SizeAt[]>;
}

const mostSegments = 5000;
const shownDays = 30;

/** Every segment in one answer, a handful of statements however many there are: what a list needs that is searched and sorted while one types. */
export function registerOverviewRoutes(app: FastifyInstance, deps: OverviewDeps): void {
  typed(app).get(
    '/api/v1/segment-overview',
    {
      schema: { summary: 'All segments at a glance: size, its last 30 days, who uses it; and the folders', response: { 200: SegmentOverview } },
      config: { capability: 'definitions.read' },
    },
    async ({ caller: { workspace, timezone } }) => {
      const now = deps.clock.now();
      const ends = endsOfDays(now, timezone, shownDays - 1);
      const rows = await listSegments(deps.pg, workspace, '', mostSegments + 1);
      const segments = rows.slice(0, mostSegments);
      const ids = segments.map(({ id }) => id);
      const [statusOf, vocabulary, definitions, samples, folders, profiles] = await Promise.all([
        readStatuses(deps.pg, 'segment', ids),
        readVocabulary(deps.lookup, workspace),
        readDefinitions(deps.pg, workspace),
        deps.sizesAt?.(ids, ends) ?? [],
        readFolders(deps.pg, workspace),
        countProfiles(deps.clickhouse, workspace),
      ]);
      const [usersOf, samplesOf] = [directUsers(definitions), Map.groupBy(samples, ({ id }) => id)];
      const sentenceOf = ({ rule }: SegmentDefinition) => {
        const parsed = parseRule(rule, vocabulary);
        return parsed.ok ? { ...describe(parsed.rule) } : null;
      };
      const items = segments.map((segment) => {
        const status = statusOf(segment.id);
        const { days: sizes, ...changes } = trendOf(samplesOf.get(segment.id) ?? [], ends.length, status.count);
        const { key, name, description, refresh, folder, owner, version, createdAt, updatedAt } = segment;
        const said = { key, name, description, refresh, folder, owner, version, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
        const usedBy = usersOf({ kind: 'segment', key }).map((user) => ({ kind: user.kind, key: user.key, name: user.name }));
        return {
          ...said,
          sentence: sentenceOf(segment),
          ...computeView(status),
          days: [...sizes],
          ...changes,
          usedBy,
        };
      });
      return {
        items: items.toSorted((a, b) => a.name.localeCompare(b.name, 'zh')),
        isCut: rows.length > mostSegments,
        profiles,
        folders: [...allFolders(folders.map(({ path }) => path))],
        asOf: new Date(now).toISOString(),
      };
    },
  );
}
