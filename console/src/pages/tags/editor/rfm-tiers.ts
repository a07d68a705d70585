/** The eight kinds of an RFM by their keys, and what they are usually called; the server has the same list. */
export const tiers = [
  'important_value',
  'important_keep',
  'important_develop',
  'important_retain',
  'general_value',
  'general_keep',
  'general_develop',
  'general_retain',
] as const;
export type Tier = (typeof tiers)[number];

export const defaultTierNames: Readonly<Record<Tier, string>> = {
  important_value: '重要价值客户',
  important_keep: '重要保持客户',
  important_develop: '重要发展客户',
  important_retain: '重要挽留客户',
  general_value: '一般价值客户',
  general_keep: '一般保持客户',
  general_develop: '一般发展客户',
  general_retain: '一般挽留客户',
};
