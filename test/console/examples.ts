import type { Product } from '../product.ts';

/** What pages show of which there is only what people made: a scheme of who has bought how much, in three tiers; a list; a saved question; a computation that was stopped. */
export async function makeExamples({ api }: Pick<Product, 'api'>): Promise<void> {
  const definition = { tiers: { by: { metric: 'net_sales' }, parts: ['低价值', '中价值', '高价值'], method: 'quantile', shares: [20, 60, 20] } };
  await api('POST', '/schemes', { key: 'value_tiers', name: '价值分层', definition });
  await api('PUT', '/schemes/value_tiers/strategy', { part: '高价值', product: '新品优先体验', price: '不打折，送积分', goal: '一年复购 4 次' });
  await api('POST', '/lists', { key: 'guests', name: '春季沙龙名单', kind: 'email', values: ['nobody@example.com'] });
  const sql = 'SELECT toStartOfMonth(ts) AS month, count() AS events FROM events GROUP BY month ORDER BY month';
  await api('POST', '/questions', { name: '每月事件', sql, chart: { kind: 'table' }, visibility: 'workspace' });
  // Everybody to the eighth power takes for ever, so that there is something to stop.
  const others = Array.from({ length: 7 }, (_, index) => `CROSS JOIN profiles AS p${index}`).join(' ');
  const endless = { sql: `SELECT p.profile_id AS profile_id, count() AS value FROM profiles AS p ${others} GROUP BY p.profile_id` };
  await api('POST', '/tags', { key: 'endless', name: '两两之间的联系', definition: endless, type: 'number', refresh: 'daily' });
  await api('POST', '/tasks/definition_run/tag.endless/stop');
}
