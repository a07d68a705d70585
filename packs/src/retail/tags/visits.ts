import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';

const needs = { events: ['Page Viewed'] };

/** Visits as `visitStarts` of contracts defines them; channels are codes, which screens say in words. */
export const visitTags: PackTag[] = [
  {
    key: 'visits_30d',
    name: { zh: '近 30 天访问次数', en: 'Visits in 30 days' },
    category: category.visits,
    description: {
      zh: '近 30 天访问网站和小程序的次数：30 分钟没有动作，或从另一个推广进来，算新的一次。',
      en: 'Visits to site and app: half an hour without a sign, or another campaign, begins a new one.',
    },
    type: 'number',
    definition: { sql: 'SELECT profile_id, count() AS value FROM visits WHERE started_at > now() - INTERVAL 30 DAY GROUP BY profile_id' },
    refresh: 'daily',
    needs,
  },
  {
    key: 'last_visit_channel',
    name: { zh: '最近一次访问渠道', en: 'Channel of the last visit' },
    category: category.channels,
    description: { zh: '最近一次访问是从哪个获客渠道进来的。', en: 'The traffic channel by which the last visit came.' },
    type: 'text',
    definition: { sql: 'SELECT profile_id, argMax(channel, number) AS value FROM visits GROUP BY profile_id' },
    refresh: 'daily',
    needs,
  },
  {
    key: 'first_channel',
    name: { zh: '首次获客渠道', en: 'First traffic channel' },
    category: category.channels,
    description: { zh: '第一次访问是从哪个获客渠道进来的。', en: 'The traffic channel by which the first visit ever came.' },
    type: 'text',
    definition: { sql: 'SELECT profile_id, argMin(channel, number) AS value FROM visits GROUP BY profile_id' },
    refresh: 'daily',
    needs,
  },
];
