/** One path in two languages. */
interface Category {
  readonly zh: string;
  readonly en: string;
}

const under =
  (zh: string, en: string) =>
  (branchZh: string, branchEn: string): Category => ({ zh: `${zh}/${branchZh}`, en: `${en}/${branchEn}` });

const profile = under('基础属性', 'Profile');
const behaviour = under('行为', 'Behaviour');
const spending = under('消费', 'Spending');
const value = under('价值', 'Value');
const lifecycle = under('生命周期', 'Lifecycle');
const preference = under('偏好', 'Preference');
const marketing = under('营销', 'Marketing');
const risk = under('风险', 'Risk');

/** The tree of tags and of segments' folders, shared by all packs, so that their items meet in the same branches. */
export const category = {
  member: profile('会员档案', 'Membership'),
  demography: profile('人口特征', 'Demographics'),
  region: profile('地域', 'Region'),
  identity: profile('身份与联系方式', 'Identity and contact'),
  company: profile('企业信息', 'Company'),
  job: profile('职位与角色', 'Job and role'),

  visits: behaviour('活跃', 'Activity'),
  browsing: behaviour('浏览与搜索', 'Browsing and search'),
  intent: behaviour('购买意向', 'Purchase intent'),
  content: behaviour('内容互动', 'Content'),
  usage: behaviour('产品使用', 'Product usage'),
  trips: behaviour('出行', 'Trips'),

  frequency: spending('频次', 'Frequency'),
  amount: spending('金额', 'Amount'),
  basket: spending('商品结构', 'Basket'),
  discounts: spending('优惠', 'Discounts'),
  returns: spending('退货', 'Returns'),
  contracts: spending('合同与回款', 'Contracts and payments'),

  tiers: value('客户分层', 'Tiers'),
  growth: value('成长性', 'Growth'),
  advocacy: value('口碑', 'Advocacy'),
  leads: value('线索评分', 'Lead scoring'),

  stage: lifecycle('阶段', 'Stage'),
  timing: lifecycle('时机', 'Timing'),
  pipeline: lifecycle('商机', 'Pipeline'),

  goods: preference('商品', 'Products'),
  channels: preference('销售渠道', 'Channels'),
  price: preference('价格', 'Price'),
  destinations: preference('目的地', 'Destinations'),
  comfort: preference('舱位与酒店', 'Cabin and hotel'),

  consent: marketing('授权与可触达', 'Consent and reach'),
  response: marketing('触达与响应', 'Touches and response'),
  campaigns: marketing('活动人群', 'Campaign audiences'),
  seasons: marketing('节日大促', 'Seasons and sales'),

  churn: risk('流失', 'Churn'),
  service: risk('服务体验', 'Service'),
  abuse: risk('异常行为', 'Abuse'),
  payment: risk('回款', 'Payment'),
} as const satisfies Readonly<Record<string, Category>>;
