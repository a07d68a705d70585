import { quickKeys, quickRules, type QuickView } from '@danqing/contracts';
import { compileMembers, parseRule } from '#compile';
import { contextAt, readVocabulary } from '#evaluate';
import { previewSettings, withinLimits } from '#segment';
import type { BrowseDeps } from './query/page.ts';

const countOf = (members: string): string => `SELECT count() AS count FROM (${members})`;

/**
 * Counts of all quick views, a statement each: most read a small part of the events, where one statement for all of them would read every event for each
 * (1 million profiles, 10 million events: fifteen times the work of counting the buyers).
 */
export async function readQuickViews(deps: Omit<BrowseDeps, 'reader' | 'classOf'>, workspace: number): Promise<readonly QuickView[]> {
  const vocabulary = await readVocabulary(deps.lookup, workspace);
  const context = await contextAt(deps, workspace, undefined, vocabulary);
  const views = await Promise.all(
    quickKeys.map(async (key): Promise<QuickView> => {
      const parsed = parseRule(quickRules[key], vocabulary);
      if (!parsed.ok) throw new Error(`the quick view ${key} has a rule that cannot be read`);
      const { sql, params } = compileMembers(parsed.rule, context);
      const [row] = await withinLimits(deps.clickhouse.query<{ count: number }>(countOf(sql), params, { lane: 'interactive', settings: previewSettings }));
      return { key, rule: quickRules[key], count: row?.count ?? 0 };
    }),
  );
  return views.filter(({ key, count }) => key === 'everyone' || count > 0);
}
