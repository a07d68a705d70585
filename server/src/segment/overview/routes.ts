import { SegmentOverview } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { describe, parseRule } from '#compile';
import { readStatuses, readVocabulary } from '#evaluate';
import { wallOf } from '#kernel';
import { type ClickHouse, typed } from '#platform';
import { countProfiles } from '#profile';
import { readFolders } from '../folder/folder.store.ts';
import { allFolders } from '../folder/path.ts';
import { dayBefore } from '../history/sizes.ts';
import type { SegmentDeps } from '../save.ts';
import { listSegments, type SegmentDefinition } from '../segment.store.ts';
import { directUsers } from '../users.ts';
import { readDefinitions } from '../users.read.ts';
import { type DaySample, trendOf } from './days.ts';

export interface OverviewDeps extends SegmentDeps {
  readonly clickhouse: ClickHouse;
  /** Sizes of a workspace's segments by day from a day on, and the last one before it; by segment, the oldest first. Whoever watches segments keeps them; without: nobody does. */
  readonly dailySizes?: (workspace: number, fromDay: string, timezone: string) => Promise<readonly DaySample[]>;
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
      const today = new Date(wallOf(now, timezone)).toISOString().slice(0, 10);
      const days = Array.from({ length: shownDays }, (_, index) => dayBefore(today, shownDays - 1 - index));
      const rows = await listSegments(deps.pg, workspace, '', mostSegments + 1);
      const segments = rows.slice(0, mostSegments);
      const [statusOf, vocabulary, definitions, samples, folders, profiles] = await Promise.all([
        readStatuses(
          deps.pg,
          'segment',
          segments.map(({ id }) => id),
        ),
        readVocabulary(deps.lookup, workspace),
        readDefinitions(deps.pg, workspace),
        deps.dailySizes?.(workspace, days[0] ?? today, timezone) ?? [],
        readFolders(deps.pg, workspace),
        countProfiles(deps.clickhouse, workspace),
      ]);
      const [usersOf, samplesOf] = [directUsers(definitions), Map.groupBy(samples, ({ id }) => id)];
      const sentenceOf = ({ rule }: SegmentDefinition) => {
        const parsed = parseRule(rule, vocabulary);
        return parsed.ok ? { ...describe(parsed.rule) } : null;
      };
      const items = segments.map((segment) => {
        const { state, count, computedAt, error } = statusOf(segment.id);
        const { days: sizes, ...changes } = trendOf(samplesOf.get(segment.id) ?? [], days, count);
        const { key, name, description, refresh, folder, owner, version, createdAt, updatedAt } = segment;
        const said = { key, name, description, refresh, folder, owner, version, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
        const usedBy = usersOf({ kind: 'segment', key }).map((user) => ({ kind: user.kind, key: user.key, name: user.name }));
        return {
          ...said,
          sentence: sentenceOf(segment),
          state,
          count,
          computedAt: computedAt?.toISOString() ?? null,
          error,
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
