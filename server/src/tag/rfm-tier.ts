/**
 * The usual eight tiers, by which of recency, frequency and monetary count as high. Money decides between important and general, then:
 *
 *   r f m
 *   1 1 1  important_value    重要价值客户    1 1 0  general_value    一般价值客户
 *   0 1 1  important_keep     重要保持客户    0 1 0  general_keep     一般保持客户
 *   1 0 1  important_develop  重要发展客户    1 0 0  general_develop  一般发展客户
 *   0 0 1  important_retain   重要挽留客户    0 0 0  general_retain   一般挽留客户
 *
 * In the order of `tierIndex`.
 */
export const rfmTiers = [
  'general_retain',
  'important_retain',
  'general_keep',
  'important_keep',
  'general_develop',
  'important_develop',
  'general_value',
  'important_value',
] as const;
type RfmTier = (typeof rfmTiers)[number];

export const tierNames: Readonly<Record<'zh' | 'en', Readonly<Record<RfmTier, string>>>> = {
  zh: {
    important_value: '重要价值客户',
    important_develop: '重要发展客户',
    important_keep: '重要保持客户',
    important_retain: '重要挽留客户',
    general_value: '一般价值客户',
    general_develop: '一般发展客户',
    general_keep: '一般保持客户',
    general_retain: '一般挽留客户',
  },
  en: {
    important_value: 'Important value',
    important_develop: 'Important to develop',
    important_keep: 'Important to keep',
    important_retain: 'Important to win back',
    general_value: 'General value',
    general_develop: 'General to develop',
    general_keep: 'General to keep',
    general_retain: 'General to win back',
  },
};

/** r, f and m that count as high, read as a binary number. */
export const tierIndex = '(4 * (r > {highR:Float64}) + 2 * (f > {highF:Float64}) + (m > {highM:Float64}))';
