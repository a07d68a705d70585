/**
 * The usual eight tiers, by which of recency, frequency and monetary lie above the middle of the bins (score > (bins + 1) / 2: of five
 * bins 4 and 5). Money decides between important and general, then:
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

/** r, f and m above the middle, read as a binary number. */
export const tierIndex = '(4 * (r > {middle:Float64}) + 2 * (f > {middle:Float64}) + (m > {middle:Float64}))';
