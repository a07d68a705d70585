import type { Product } from '../product.ts';
import { makeChannels } from './channels.ts';

/** What pages show of which there is only what people made: a scheme of who has bought how much, in three tiers; a list; a saved question; a computation that was stopped; a watched folder and a webhook. The product is one of `startProductWithFolder`. */
export async function makeExamples(product: Product): Promise<void> {
  const { api } = product;
  await makeChannels(product);
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
  // A published tracking plan of two events, and a draft with all the others.
  await api('POST', '/plan/draft/learn', { revision: 0, events: ['Order Completed', 'Product Viewed'] });
  await api('POST', '/plan/publish', { revision: 1, reason: '先从下单和浏览开始' });
  await api('POST', '/plan/draft/learn', { revision: 0 });
  const rule = { isOn: true, otherwise: 'keep' };
  const phones = [
    { in: '１３８－００１３－８０００', out: '+8613800138000' },
    { in: '138****8000', refused: true },
  ];
  const rules = [
    { ...rule, id: 'phone', name: '统一手机号写法', part: 'traits', path: 'phone', steps: [{ do: 'phone' }], examples: phones },
    {
      ...rule,
      id: 'revenue',
      name: '金额不能为负',
      part: 'properties',
      event: 'Order Completed',
      path: 'revenue',
      steps: [{ do: 'money' }, { do: 'range', least: 0 }],
      examples: [],
    },
    {
      ...rule,
      id: 'city',
      name: '城市写成代码',
      part: 'traits',
      path: 'city',
      to: 'city_code',
      steps: [{ do: 'place', level: 'city', as: 'code' }],
      examples: [],
    },
  ];
  await api('PUT', '/cleaning', { rules, reason: '先把电话、金额和城市理顺' });
  await api('POST', '/cleaning/replays', { isDry: true });
}
