import type { RuleJson } from '@danqing/contracts';

/** The list of customers for whom a rule holds. */
export const customersLink = (workspace: string, rule: RuleJson): string => `/w/${workspace}/customers?rule=${encodeURIComponent(JSON.stringify(rule))}`;
