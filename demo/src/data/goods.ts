/** What the retailer sells. Brands are invented. */
export const categories = ['女装', '男装', '童装', '鞋', '包', '美妆', '家居', '配饰'] as const;
export type Category = (typeof categories)[number];

export interface CategoryData {
  /** Median price in yuan. */
  readonly price: number;
  readonly brands: readonly (readonly [name: string, tier: number])[];
  /** Kinds of goods with the season in which they sell. */
  readonly kinds: readonly (readonly [name: string, season: 'spring' | 'summer' | 'autumn' | 'winter' | 'all'])[];
  readonly variants: readonly string[];
  /** Share of orders' lines that come back when bought at a distance. */
  readonly returned: number;
}

const clothes = ['黑色/S', '黑色/M', '黑色/L', '白色/S', '白色/M', '白色/L', '蓝色/M', '蓝色/L', '卡其/M', '卡其/L'];

export const goods: Readonly<Record<Category, CategoryData>> = {
  女装: {
    price: 269,
    brands: [
      ['云裳里', 1],
      ['素年', 0.8],
      ['半夏', 1.2],
      ['拾锦', 1.9],
      ['青禾', 0.6],
    ],
    kinds: [
      ['法式连衣裙', 'summer'],
      ['真丝衬衫', 'spring'],
      ['羊绒大衣', 'winter'],
      ['针织开衫', 'autumn'],
      ['高腰阔腿裤', 'all'],
      ['半身裙', 'summer'],
      ['羽绒服', 'winter'],
      ['西装外套', 'spring'],
      ['T恤', 'summer'],
      ['毛衣', 'winter'],
    ],
    variants: clothes,
    returned: 0.22,
  },
  男装: {
    price: 239,
    brands: [
      ['北岸', 1],
      ['朗驰', 0.8],
      ['墨石', 1.3],
      ['庄禾', 1.8],
    ],
    kinds: [
      ['休闲衬衫', 'spring'],
      ['商务夹克', 'autumn'],
      ['直筒牛仔裤', 'all'],
      ['羽绒服', 'winter'],
      ['POLO衫', 'summer'],
      ['羊毛衫', 'winter'],
      ['运动卫衣', 'autumn'],
      ['短袖T恤', 'summer'],
    ],
    variants: clothes,
    returned: 0.12,
  },
  童装: {
    price: 129,
    brands: [
      ['小满', 1],
      ['栗子家', 0.8],
      ['豆豆熊', 0.7],
      ['悠朵', 1.5],
    ],
    kinds: [
      ['连体衣', 'all'],
      ['儿童羽绒服', 'winter'],
      ['卡通T恤', 'summer'],
      ['公主裙', 'summer'],
      ['背带裤', 'spring'],
      ['加绒卫衣', 'autumn'],
    ],
    variants: ['粉色/90', '粉色/100', '粉色/110', '蓝色/90', '蓝色/100', '蓝色/110', '黄色/120', '黄色/130'],
    returned: 0.1,
  },
  鞋: {
    price: 299,
    brands: [
      ['步知', 1],
      ['迈途', 0.8],
      ['轻羽', 1.3],
      ['金履', 1.7],
    ],
    kinds: [
      ['小白鞋', 'all'],
      ['跑步鞋', 'all'],
      ['马丁靴', 'winter'],
      ['凉鞋', 'summer'],
      ['乐福鞋', 'spring'],
      ['雪地靴', 'winter'],
      ['高跟鞋', 'autumn'],
    ],
    variants: ['36', '37', '38', '39', '40', '41', '42', '43'],
    returned: 0.16,
  },
  包: {
    price: 359,
    brands: [
      ['梵纳', 1.4],
      ['拾光', 0.9],
      ['木棉里', 0.7],
      ['格致', 1],
    ],
    kinds: [
      ['单肩包', 'all'],
      ['托特包', 'all'],
      ['双肩包', 'all'],
      ['斜挎小包', 'summer'],
      ['钱包', 'all'],
      ['旅行箱', 'summer'],
    ],
    variants: ['黑色', '棕色', '米白', '酒红'],
    returned: 0.08,
  },
  美妆: {
    price: 179,
    brands: [
      ['初妍', 1],
      ['梵色', 1.5],
      ['花间集', 0.7],
      ['水木研', 1.2],
    ],
    kinds: [
      ['保湿面霜', 'winter'],
      ['防晒霜', 'summer'],
      ['口红', 'all'],
      ['精华液', 'all'],
      ['面膜', 'all'],
      ['气垫粉底', 'all'],
      ['洁面乳', 'all'],
    ],
    variants: ['01', '02', '03', '30ml', '50ml'],
    returned: 0.03,
  },
  家居: {
    price: 149,
    brands: [
      ['宿木', 1],
      ['森屿', 1.3],
      ['白墨', 0.8],
      ['良作', 0.7],
    ],
    kinds: [
      ['四件套', 'all'],
      ['羽绒被', 'winter'],
      ['香薰', 'all'],
      ['浴巾', 'all'],
      ['保温杯', 'autumn'],
      ['收纳箱', 'spring'],
      ['凉席', 'summer'],
      ['抱枕', 'all'],
    ],
    variants: ['米色', '灰色', '蓝色', '1.5m', '1.8m'],
    returned: 0.05,
  },
  配饰: {
    price: 99,
    brands: [
      ['点翠', 1.2],
      ['小确幸', 0.7],
      ['素银记', 1.6],
    ],
    kinds: [
      ['丝巾', 'spring'],
      ['羊毛围巾', 'winter'],
      ['太阳镜', 'summer'],
      ['耳环', 'all'],
      ['腰带', 'all'],
      ['遮阳帽', 'summer'],
      ['手套', 'winter'],
    ],
    variants: ['金色', '银色', '黑色', '驼色'],
    returned: 0.05,
  },
};
