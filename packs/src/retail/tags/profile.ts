import type { PackTag } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { cityTiers, regions } from '../../places.ts';
import { beginsWith, known } from '../../shapes.ts';

const state = 'address.state';
const city = 'address.city';
const joined = (months: number) => ({ trait: 'createdAt', op: 'withinLast', value: { n: months, unit: 'month' } }) as const;
const bornAfter = (value: string) => ({ trait: 'birthday', op: 'after', value }) as const;

export const profileTags: PackTag[] = [
  {
    key: 'member_level',
    name: { zh: '会员等级', en: 'Member level' },
    category: category.member,
    description: { zh: '会员系统里的当前等级。', en: 'The current level in the loyalty programme.' },
    definition: { trait: 'memberLevel' },
  },
  {
    key: 'member_tenure',
    name: { zh: '入会时长', en: 'Member tenure' },
    category: category.member,
    description: { zh: '从入会到今天有多久，分四档。', en: 'How long ago somebody joined, in four bands.' },
    definition: {
      cases: [
        { rule: joined(3), value: '3 个月内' },
        { rule: joined(12), value: '3 至 12 个月' },
        { rule: joined(36), value: '1 至 3 年' },
        { rule: known('createdAt'), value: '3 年以上' },
      ],
    },
    refresh: 'daily',
  },
  {
    key: 'gender',
    name: { zh: '性别', en: 'Gender' },
    category: category.demography,
    description: { zh: '档案里的性别，统一成男、女、未知。', en: 'Gender as given, in one spelling.' },
    definition: {
      cases: [
        { rule: { trait: 'gender', op: 'in', value: ['female', 'F', '女'] }, value: '女' },
        { rule: { trait: 'gender', op: 'in', value: ['male', 'M', '男'] }, value: '男' },
      ],
      else: '未知',
    },
  },
  {
    key: 'birthday',
    name: { zh: '生日', en: 'Birthday' },
    category: category.demography,
    description: { zh: '档案里的出生日期。', en: 'The date of birth as given.' },
    type: 'date',
    definition: { trait: 'birthday' },
  },
  {
    key: 'generation',
    name: { zh: '年代', en: 'Generation' },
    category: category.demography,
    description: { zh: '按出生年份分的代际，从 60 后及更早到 00 后。', en: 'Generation by year of birth, from the 1960s and before to the 2000s.' },
    definition: {
      cases: [
        { rule: bornAfter('1999-12-31'), value: '00 后' },
        { rule: bornAfter('1994-12-31'), value: '95 后' },
        { rule: bornAfter('1989-12-31'), value: '90 后' },
        { rule: bornAfter('1984-12-31'), value: '85 后' },
        { rule: bornAfter('1979-12-31'), value: '80 后' },
        { rule: bornAfter('1969-12-31'), value: '70 后' },
        { rule: { trait: 'birthday', op: 'before', value: '1970-01-01' }, value: '60 后及更早' },
      ],
    },
  },
  {
    key: 'birthday_soon',
    name: { zh: '7 天内生日', en: 'Birthday within 7 days' },
    category: category.demography,
    description: { zh: '生日就在今天或未来 7 天。', en: 'The birthday is today or in the next seven days.' },
    definition: { rule: { anniversary: 'birthday', next: 7, unit: 'day' } },
  },
  {
    key: 'region',
    name: { zh: '大区', en: 'Region' },
    category: category.region,
    description: { zh: '常用地址所在省份归到的销售大区。', en: 'The sales region of the province in the address.' },
    definition: { cases: Object.entries(regions).map(([value, provinces]) => ({ rule: beginsWith(state, provinces), value })) },
  },
  {
    key: 'city_tier',
    name: { zh: '城市等级', en: 'City tier' },
    category: category.region,
    description: { zh: '常用地址所在城市是一线、新一线还是其他。', en: 'First-tier, new first-tier or another city.' },
    definition: {
      cases: [...Object.entries(cityTiers).map(([value, cities]) => ({ rule: beginsWith(city, cities), value })), { rule: known(city), value: '其他城市' }],
    },
  },
  {
    key: 'home_city',
    name: { zh: '常驻城市', en: 'Home city' },
    category: category.region,
    description: { zh: '常用地址所在城市。', en: 'The city in the address.' },
    definition: { trait: city },
  },
  {
    key: 'identity_strength',
    name: { zh: '身份完整度', en: 'Identity completeness' },
    category: category.identity,
    description: { zh: '手机、邮箱、微信三种身份认到了几种。', en: 'How many of phone, e-mail and WeChat are known.' },
    definition: {
      cases: [
        { rule: { all: [{ has: 'phone' }, { has: 'email' }, { has: 'unionid' }] }, value: '高' },
        {
          rule: {
            any: [
              { all: [{ has: 'phone' }, { has: 'email' }] },
              { all: [{ has: 'phone' }, { has: 'unionid' }] },
              { all: [{ has: 'email' }, { has: 'unionid' }] },
            ],
          },
          value: '中',
        },
        { rule: { any: [{ has: 'phone' }, { has: 'email' }, { has: 'unionid' }] }, value: '低' },
      ],
      else: '匿名',
    },
    needs: { identifiers: ['phone'] },
  },
];
