import type { Pack } from '@danqing/contracts';
import { travelSegments } from './segments.ts';
import { personTags } from './tags/person.ts';
import { tripTags } from './tags/trips.ts';

export const travel: Pack = {
  key: 'travel',
  version: '1.1.0',
  name: { zh: '旅游出行', en: 'Travel' },
  description: {
    zh: '航空、酒店与旅行社：漂族、差旅常客、候鸟老人、亲子游',
    en: 'Airlines, hotels and agencies: people working away from home, business travellers, snowbirds, families',
  },
  industry: 'travel',
  tags: [...personTags, ...tripTags],
  segments: travelSegments,
};
