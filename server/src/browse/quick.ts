import type { QuickView, RuleJson } from '@danqing/contracts';
import { type AskedColumn, compileColumns, parseRule } from '#compile';
import { contextAt, readVocabulary } from '#evaluate';
import { previewSettings, withinLimits } from '#segment';
import type { BrowseDeps } from './query/page.ts';

/** What a newcomer asks first. Shown only where somebody is found, but for everybody. */
const quickRules: Readonly<Record<QuickView['key'], RuleJson>> = {
  everyone: { all: [] },
  active: { did: '*', window: { last: 7, unit: 'day' } },
  new: { first: '*', window: { last: 30, unit: 'day' } },
  buyers: { did: 'Order Completed' },
  quiet: { all: [{ did: 'Order Completed' }, { not: { did: '*', window: { last: 90, unit: 'day' } } }] },
  phone: { has: 'phone' },
  email: { has: 'email' },
};

const isQuick = (key: string): key is QuickView['key'] => Object.hasOwn(quickRules, key);
const keys = Object.keys(quickRules).filter(isQuick);

/** Counts of all quick views: one pass over profiles and events. */
export async function readQuickViews(deps: Omit<BrowseDeps, 'reader' | 'classOf'>, workspace: number): Promise<readonly QuickView[]> {
  const vocabulary = await readVocabulary(deps.lookup, workspace);
  const asked = Object.fromEntries(
    keys.flatMap((key): [string, AskedColumn][] => {
      const parsed = parseRule(quickRules[key], vocabulary);
      return parsed.ok ? [[`q_${key}`, { kind: 'rule', rule: parsed.rule }]] : [];
    }),
  );
  const { sql, params } = compileColumns(asked, await contextAt(deps, workspace, undefined, vocabulary));
  const counts = Object.keys(asked).map((name) => `countIf(${name} = 1) AS ${name}`);
  const [row] = await withinLimits(
    deps.clickhouse.query<Readonly<Record<string, number>>>(`SELECT ${counts.join(', ')} FROM (${sql})`, params, {
      lane: 'interactive',
      settings: previewSettings,
    }),
  );
  const views = keys.map((key): QuickView => ({ key, rule: quickRules[key], count: row?.[`q_${key}`] ?? 0 }));
  return views.filter(({ key, count }) => key === 'everyone' || count > 0);
}
