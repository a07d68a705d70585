import type { PackSegment } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { days, daysAgo, daysSince, notSince, tagIn, tagIs } from '../../shapes.ts';
import { attended, demoRequested, lost, meetingHeld, pageViewed, signed, signedIn, trial, used } from '../events.ts';

const byEmail = tagIs('email_marketing_allowed', true);

export const funnelSegments: PackSegment[] = [
  {
    key: 'mql_to_follow',
    name: { zh: '待跟进 MQL', en: 'MQLs to follow up' },
    category: category.leads,
    description: { zh: '市场认可线索，近 7 天没有会面也没有通话。', en: 'Marketing-qualified, without a meeting or a call for seven days.' },
    rule: { all: [tagIs('lead_stage', 'MQL'), { not: { did: meetingHeld, window: days(7) } }, { not: { did: 'Call Logged', window: days(7) } }] },
    needs: { events: [] },
  },
  {
    key: 'hot_leads',
    name: { zh: '高意向线索', en: 'Hot leads' },
    category: category.leads,
    description: { zh: 'A、B 级线索，近 14 天还有互动，尚未签约。', en: 'Leads of grade A or B, active within 14 days, without a contract.' },
    rule: { all: [tagIn('lead_grade', ['A', 'B']), { tag: 'days_since_last_touch', op: 'lte', value: 14 }, { not: { did: signed } }] },
    needs: { events: [] },
  },
  {
    key: 'demo_waiting',
    name: { zh: '演示申请未响应', en: 'Demo requests waiting' },
    category: category.pipeline,
    description: { zh: '近 30 天申请过演示，之后还没有做过演示。', en: 'Asked for a demo within 30 days and got none since.' },
    rule: { all: [{ did: demoRequested, window: days(30) }, notSince('Demo Completed', demoRequested)] },
    needs: { events: [demoRequested] },
  },
  {
    key: 'decision_makers',
    name: { zh: '企业决策人', en: 'Decision makers' },
    category: category.job,
    description: { zh: '尚未成交企业里的决策人。', en: 'Deciders of companies without a contract.' },
    rule: { all: [tagIs('buying_role', '决策人'), { not: { account: { did: signed } } }] },
    needs: { events: [] },
    refresh: 'daily',
  },
  {
    key: 'trial_not_activated',
    name: { zh: '试用未激活', en: 'Trials not activated' },
    category: category.stage,
    description: { zh: '正在试用，还没有走完登录、邀请、使用三步。', en: 'On trial, not activated yet.' },
    rule: { all: [tagIs('trial_status', '试用中'), tagIs('is_activated', false)] },
  },
  {
    key: 'trial_ending',
    name: { zh: '试用将到期', en: 'Trials about to end' },
    category: category.timing,
    description: { zh: '试用已过 10 天未满 14 天，还没有签约。', en: 'Between the tenth and fourteenth day of a trial, no contract yet.' },
    rule: { all: [{ last: trial, window: daysAgo(14, 10) }, notSince(signed, trial)] },
    needs: { events: [trial] },
  },
  {
    key: 'active_without_contract',
    name: { zh: '活跃未签约企业的客户', en: 'Active accounts without a contract' },
    category: category.pipeline,
    description: {
      zh: '所属企业近 30 天合计使用 20 次及以上，还没有人签约。',
      en: 'The account used the product 20 times or more in 30 days and nobody signed.',
    },
    rule: { account: { all: [{ did: used, count: { op: 'gte', value: 20 }, window: days(30) }, { not: { did: signed } }] } },
    needs: { events: [used, '$group'] },
    refresh: 'hourly',
  },
  {
    key: 'stalled_opportunities',
    name: { zh: '停滞商机', en: 'Stalled opportunities' },
    category: category.pipeline,
    description: { zh: '商机停滞，客户仍可联系。', en: 'Stalled, and somebody can be called or written to.' },
    rule: { all: [tagIs('opportunity_stalled', true), { not: tagIs('contact_channels', '无') }] },
  },
  {
    key: 'lost_win_back',
    name: { zh: '丢单再激活', en: 'Lost deals with new interest' },
    category: category.pipeline,
    description: { zh: '丢单 90 天至一年，近 30 天又看过页面或参加过直播。', en: 'Lost 90 days to a year ago, visited or attended within 30 days.' },
    rule: {
      all: [
        { last: lost, window: daysAgo(365, 90) },
        {
          any: [
            { did: pageViewed, window: days(30) },
            { did: attended, window: days(30) },
          ],
        },
      ],
    },
    needs: { events: [lost] },
  },
  {
    key: 'abm_targets',
    name: { zh: 'ABM 目标客户', en: 'ABM targets' },
    category: category.company,
    description: { zh: '华东、华南的大中型制造企业，尚未签约。', en: 'Manufacturers of medium size and larger in the east and south, without a contract.' },
    rule: {
      all: [
        tagIs('company_industry', '制造业'),
        tagIn('company_size', ['中型', '大型', '集团']),
        tagIn('company_region', ['华东', '华南']),
        { not: { account: { did: signed } } },
      ],
    },
    needs: { events: ['$group'] },
    refresh: 'daily',
  },
  {
    key: 'email_nurture',
    name: { zh: '邮件培育名单', en: 'E-mail nurture list' },
    category: category.consent,
    description: { zh: '线索或 MQL 阶段，可发营销邮件，不是高意向线索。', en: 'Leads and MQLs who may get e-mail and are not hot.' },
    rule: { all: [tagIn('lead_stage', ['线索', 'MQL']), byEmail, { not: { segment: 'hot_leads' } }] },
  },
  {
    key: 'webinar_audience',
    name: { zh: '直播邀请人群', en: 'Webinar invitees' },
    category: category.campaigns,
    description: { zh: '看过至少 30 分钟直播或有关注主题，可发营销邮件。', en: 'Half an hour of webinars or a topic of interest, and e-mail allowed.' },
    rule: {
      all: [
        {
          any: [
            { tag: 'webinar_minutes_180d', op: 'gte', value: 30 },
            { tag: 'content_topics', op: 'exists' },
          ],
        },
        byEmail,
      ],
    },
  },
  {
    key: 'silent_users',
    name: { zh: '活跃企业的沉默客户', en: 'Inactive customers of active accounts' },
    category: category.usage,
    description: { zh: '活跃企业里最久没有登录的 20% 客户。', en: 'Of the customers in active accounts, the 20 % who have gone longest without signing in.' },
    rule: { top: { percent: 20, by: daysSince(signedIn), among: tagIs('account_is_active', true) } },
    refresh: 'daily',
    needs: { events: [signedIn] },
  },
];
