/** The tree of tags, one path in two languages; shared by all packs, so that their tags meet in the same branches. */
export const category = {
  member: { zh: '基础/会员', en: 'Basics/Membership' },
  purchase: { zh: '行为/购买', en: 'Behaviour/Purchase' },
  value: { zh: '价值/分层', en: 'Value/Tiers' },
  preference: { zh: '偏好/商品', en: 'Preference/Products' },
  lifecycle: { zh: '生命周期', en: 'Lifecycle' },
  winBack: { zh: '运营/挽回', en: 'Campaigns/Win-back' },
} as const;
