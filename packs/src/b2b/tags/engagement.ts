import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { count, days, daysAgo, daysSince, sum, total, unique } from '../../shapes.ts';
import { attended, demoRequested, downloaded, pageViewed, signedIn, ticket, trial, used } from '../events.ts';

const halfYear = days(180);
const onPricing = { prop: '$page.path', op: 'startsWith', value: '/pricing' } as const;
const usage = count(used, { window: days(30) });
const usageBefore = count(used, { window: daysAgo(60, 30) });

export const engagementTags: PackTag[] = [
  {
    key: 'content_downloads_180d',
    name: { zh: '近半年资料下载数', en: 'Downloads in half a year' },
    category: category.content,
    description: { zh: '近 180 天下载白皮书、案例等资料的次数。', en: 'White papers and cases downloaded in 180 days.' },
    definition: { measure: count(downloaded, { window: halfYear }) },
  },
  {
    key: 'content_topics',
    name: { zh: '关注主题', en: 'Topics of interest' },
    category: category.content,
    description: { zh: '下载资料最多的三个主题，越近权重越高（半衰期 60 天）。', en: 'The three topics downloaded most, recent ones counting more.' },
    definition: { top: { of: downloaded, prop: 'topic', k: 3, halfLife: { n: 60, unit: 'day' } } },
  },
  {
    key: 'webinar_minutes_180d',
    name: { zh: '近半年直播观看时长', en: 'Webinar minutes in half a year' },
    category: category.content,
    description: { zh: '近 180 天观看直播、研讨会的分钟数。', en: 'Minutes of webinars attended in 180 days.' },
    definition: { measure: sum(attended, 'minutes', { window: halfYear }) },
  },
  {
    key: 'pricing_views_30d',
    name: { zh: '近 30 天价格页访问', en: 'Pricing views in 30 days' },
    category: category.intent,
    description: { zh: '近 30 天打开价格页的次数。', en: 'How often the pricing pages were opened.' },
    definition: { measure: count(pageViewed, { where: onPricing, window: days(30) }) },
  },
  {
    key: 'days_since_last_touch',
    name: { zh: '距上次互动天数', en: 'Days since last touch' },
    category: category.visits,
    description: { zh: '任何互动都算，最近一次到现在有多少天。', en: 'Days since the last interaction of any kind.' },
    definition: { measure: daysSince('*') },
    refresh: 'daily',
  },
  {
    key: 'lead_score',
    name: { zh: '线索评分', en: 'Lead score' },
    category: category.leads,
    description: {
      zh: '近半年互动加权：申请演示 30 分、开通试用 20 分、价格页 5 分、资料与直播各 3 分。',
      en: 'Weighted interactions of half a year: a demo 30, a trial 20, pricing 5, content and webinars 3 each.',
    },
    definition: {
      measure: total(
        { times: [30, count(demoRequested, { window: halfYear })] },
        { times: [20, count(trial, { window: halfYear })] },
        { times: [5, count(pageViewed, { where: onPricing, window: halfYear })] },
        { times: [3, total(count(downloaded, { window: halfYear }), count(attended, { window: halfYear }))] },
      ),
    },
    needs: { events: [pageViewed] },
  },
  {
    key: 'lead_grade',
    name: { zh: '线索等级', en: 'Lead grade' },
    category: category.leads,
    description: { zh: '按线索评分：A 级 60 分起，B 级 30 分起，C 级 10 分起，其余 D 级。', en: 'A from 60 points, B from 30, C from 10, D below.' },
    definition: {
      cases: [
        { rule: { tag: 'lead_score', op: 'gte', value: 60 }, value: 'A' },
        { rule: { tag: 'lead_score', op: 'gte', value: 30 }, value: 'B' },
        { rule: { tag: 'lead_score', op: 'gte', value: 10 }, value: 'C' },
      ],
      else: 'D',
    },
  },
  {
    key: 'logins_30d',
    name: { zh: '近 30 天登录次数', en: 'Sign-ins in 30 days' },
    category: category.usage,
    description: { zh: '近 30 天登录产品的次数。', en: 'How often somebody signed in to the product.' },
    definition: { measure: count(signedIn, { window: days(30) }) },
  },
  {
    key: 'days_since_last_login',
    name: { zh: '距上次登录天数', en: 'Days since last sign-in' },
    category: category.usage,
    description: { zh: '最近一次登录产品到现在有多少天。', en: 'Days since the last sign-in.' },
    definition: { measure: daysSince(signedIn) },
    refresh: 'daily',
  },
  {
    key: 'features_used_30d',
    name: { zh: '近 30 天使用功能数', en: 'Features used in 30 days' },
    category: category.usage,
    description: { zh: '近 30 天用过多少个不同的功能。', en: 'How many different features were used.' },
    definition: { measure: unique(used, 'feature', { window: days(30) }) },
  },
  {
    key: 'main_modules',
    name: { zh: '常用模块', en: 'Main modules' },
    category: category.usage,
    description: { zh: '用得最多的三个模块，越近权重越高（半衰期 30 天）。', en: 'The three modules used most, recent use counting more.' },
    definition: { top: { of: used, prop: 'module', k: 3, halfLife: { n: 30, unit: 'day' } } },
  },
  {
    key: 'usage_trend',
    name: { zh: '使用趋势', en: 'Usage trend' },
    category: category.usage,
    description: { zh: '近 30 天使用次数与再往前 30 天相比，升降三成为界。', en: 'The last 30 days of use against the 30 before; 30 % either way counts.' },
    definition: {
      cases: [
        { rule: { all: [{ compare: [usage, 'eq', 0] }, { compare: [usageBefore, 'gt', 0] }] }, value: '停用' },
        { rule: { all: [{ compare: [usage, 'gt', 0] }, { compare: [usageBefore, 'eq', 0] }] }, value: '新启用' },
        { rule: { compare: [usage, 'gt', { times: [1.3, usageBefore] }] }, value: '上升' },
        { rule: { compare: [usage, 'lt', { times: [0.7, usageBefore] }] }, value: '下降' },
        { rule: { compare: [usage, 'gt', 0] }, value: '平稳' },
      ],
    },
  },
  {
    key: 'is_activated',
    name: { zh: '已激活', en: 'Activated' },
    category: category.usage,
    description: {
      zh: '首次登录后 14 天内邀请了同事并用起来：先登录，再邀请，再使用功能。',
      en: 'Signed in, invited a colleague and used a feature within 14 days.',
    },
    definition: { rule: { sequence: [{ event: signedIn }, { event: 'User Invited' }, { event: used }], within: { n: 14, unit: 'day' } } },
  },
  {
    key: 'account_is_active',
    name: { zh: '企业活跃', en: 'Active account' },
    category: category.usage,
    description: { zh: '所属企业全体同事近 30 天合计登录 20 次及以上。', en: 'Everybody of the account together signed in 20 times or more in 30 days.' },
    definition: { rule: { account: { did: signedIn, count: { op: 'gte', value: 20 }, window: days(30) } } },
    refresh: 'hourly',
  },
  {
    key: 'urgent_tickets_90d',
    name: { zh: '近 90 天紧急工单数', en: 'Urgent tickets in 90 days' },
    category: category.service,
    description: { zh: '近 90 天提交的紧急和高优先级工单数。', en: 'Tickets of high or urgent priority in 90 days.' },
    definition: { measure: count(ticket, { where: { prop: 'priority', op: 'in', value: ['紧急', '高'] }, window: days(90) }) },
  },
];
