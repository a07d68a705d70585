import type { Pack } from '@danqing/contracts';
import { customerSegments } from './segments/customers.ts';
import { funnelSegments } from './segments/funnel.ts';
import { companyTags } from './tags/company.ts';
import { engagementTags } from './tags/engagement.ts';
import { salesTags } from './tags/sales.ts';

export const b2b: Pack = {
  key: 'b2b',
  version: '1.1.0',
  name: { zh: 'B2B', en: 'B2B' },
  description: { zh: '面向企业的销售与服务：线索、商机、合同、使用与续约', en: 'Selling to companies: leads, opportunities, contracts, usage and renewals' },
  industry: 'b2b',
  tags: [...companyTags, ...engagementTags, ...salesTags],
  segments: [...funnelSegments, ...customerSegments],
};
