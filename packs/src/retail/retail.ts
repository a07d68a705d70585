import type { Pack } from '@danqing/contracts';
import { retailSegments } from './segments.ts';
import { retailTags } from './tags.ts';

export const retail: Pack = {
  key: 'retail',
  version: '1.0.0',
  name: { zh: '零售', en: 'Retail' },
  description: { zh: '商城、小程序与门店通用的客户标签与人群', en: 'Tags and segments for shops online, in mini-programs and on the street' },
  industry: 'retail',
  tags: retailTags,
  segments: retailSegments,
};
