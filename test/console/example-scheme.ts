import type { Product } from '../product.ts';

/** A scheme for pages that show one: who has bought how much, in three tiers. */
export async function makeExampleScheme({ api }: Pick<Product, 'api'>): Promise<void> {
  const definition = { tiers: { by: { metric: 'net_sales' }, parts: ['低价值', '中价值', '高价值'], method: 'quantile', shares: [20, 60, 20] } };
  await api('POST', '/schemes', { key: 'value_tiers', name: '价值分层', definition });
  await api('PUT', '/schemes/value_tiers/strategy', { part: '高价值', product: '新品优先体验', price: '不打折，送积分', goal: '一年复购 4 次' });
}
