import type { Pack } from '@danqing/contracts';
import { campaignSegments } from './segments/campaigns.ts';
import { lifecycleSegments } from './segments/lifecycle.ts';
import { reachSegments } from './segments/reach.ts';
import { behaviourTags } from './tags/behaviour.ts';
import { marketingTags } from './tags/marketing.ts';
import { preferenceTags } from './tags/preference.ts';
import { profileTags } from './tags/profile.ts';
import { spendingTags } from './tags/spending.ts';
import { valueTags } from './tags/value.ts';
import { visitTags } from './tags/visits.ts';

export const retail: Pack = {
  key: 'retail',
  version: '2.2.0',
  name: { zh: '零售', en: 'Retail' },
  description: { zh: '商城、小程序与门店通用的客户标签与人群', en: 'Tags and segments for shops online, in mini-programs and on the street' },
  industry: 'retail',
  tags: [...profileTags, ...behaviourTags, ...visitTags, ...spendingTags, ...valueTags, ...preferenceTags, ...marketingTags],
  segments: [...lifecycleSegments, ...campaignSegments, ...reachSegments],
};
