/** Where a tag's values come from: copied or aggregated from data, by rules and tiers, by a model, set by people. */
export type TagKind = 'fact' | 'analytic' | 'predictive' | 'manual';
