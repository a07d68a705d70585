import type { Product } from '../product.ts';

/** What pages show of which there is only what people made: a scheme of who has bought how much, in three tiers; a list; a saved question. */
export async function makeExamples({ api }: Pick<Product, 'api'>): Promise<void> {
  const definition = { tiers: { by: { metric: 'net_sales' }, parts: ['低价值', '中价值', '高价值'], method: 'quantile', shares: [20, 60, 20] } };
  await api('POST', '/schemes', { key: 'value_tiers', name: '价值分层', definition });
  await api('PUT', '/schemes/value_tiers/strategy', { part: '高价值', product: '新品优先体验', price: '不打折，送积分', goal: '一年复购 4 次' });
  await api('POST', '/lists', { key: 'guests', name: '春季沙龙名单', kind: 'email', values: ['nobody@example.com'] });
  const sql = 'SELECT toStartOfMonth(ts) AS month, count() AS events FROM events GROUP BY month ORDER BY month';
  await api('POST', '/questions', { name: '每月事件', sql, chart: { kind: 'table' }, visibility: 'workspace' });
}
