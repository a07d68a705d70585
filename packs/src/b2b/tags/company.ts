import type { PackTag, RuleJson } from '@danqing/contracts';
import { category } from '../../categories.ts';
import { regions } from '../../places.ts';
import { beginsWith, known, mentions, tagIn } from '../../shapes.ts';
import { used } from '../events.ts';

const ofAccount = (account: RuleJson): RuleJson => ({ account });
const employees = (value: number): RuleJson => ofAccount({ trait: 'employees', op: 'gte', value });
const revenue = (value: number): RuleJson => ofAccount({ trait: 'arr', op: 'gte', value });

const industries = {
  制造业: ['制造', '机械', '电子', '汽车', '化工'],
  互联网与软件: ['互联网', '软件', '信息技术'],
  金融: ['银行', '保险', '证券', '金融'],
  零售消费: ['零售', '电商', '消费', '餐饮'],
  医疗健康: ['医疗', '医药', '健康'],
  教育: ['教育', '培训', '学校'],
  政企: ['政府', '事业单位', '国企'],
} as const;

export const companyTags: PackTag[] = [
  {
    key: 'company_industry',
    name: { zh: '所属行业', en: 'Industry' },
    category: category.company,
    description: { zh: '所属企业的行业，归到七个大类。', en: 'The account’s industry in seven groups.' },
    definition: { cases: Object.entries(industries).map(([value, words]) => ({ rule: ofAccount(mentions('industry', words)), value })) },
    refresh: 'daily',
  },
  {
    key: 'company_size',
    name: { zh: '企业规模', en: 'Company size' },
    category: category.company,
    description: { zh: '按员工数：集团 5000 人起，大型 1000 人起，中型 100 人起，其余小微。', en: 'By employees: from 5,000, 1,000, 100, and smaller.' },
    definition: {
      cases: [
        { rule: employees(5000), value: '集团' },
        { rule: employees(1000), value: '大型' },
        { rule: employees(100), value: '中型' },
        { rule: employees(1), value: '小微' },
      ],
    },
    refresh: 'daily',
  },
  {
    key: 'company_region',
    name: { zh: '企业所在大区', en: 'Company region' },
    category: category.company,
    description: { zh: '所属企业注册省份归到的销售大区。', en: 'The sales region of the account’s province.' },
    definition: { cases: Object.entries(regions).map(([value, provinces]) => ({ rule: ofAccount(beginsWith('province', provinces)), value })) },
    refresh: 'daily',
  },
  {
    key: 'account_plan',
    name: { zh: '订阅版本', en: 'Subscription plan' },
    category: category.company,
    description: { zh: '所属企业现在用的版本。', en: 'The plan that the account is on.' },
    definition: {
      cases: ['旗舰版', '专业版', '基础版', '试用版'].map((value) => ({ rule: ofAccount({ trait: 'plan', op: 'eq', value }), value })),
    },
    refresh: 'daily',
  },
  {
    key: 'account_tier',
    name: { zh: '客户分级', en: 'Account tier' },
    category: category.tiers,
    description: {
      zh: '按年度经常性收入：KA 100 万起，重点 20 万起，成长 5 万起，其余长尾。',
      en: 'By annual recurring revenue: key accounts from a million.',
    },
    definition: {
      cases: [
        { rule: revenue(1_000_000), value: 'KA' },
        { rule: revenue(200_000), value: '重点' },
        { rule: revenue(50_000), value: '成长' },
        { rule: revenue(1), value: '长尾' },
      ],
    },
    refresh: 'daily',
  },
  {
    key: 'job_level',
    name: { zh: '职级', en: 'Job level' },
    category: category.job,
    description: { zh: '由职务判断：决策层、高管、中层、执行层。', en: 'Read from the title: owners and chiefs, executives, managers, staff.' },
    definition: {
      cases: [
        { rule: mentions('title', ['CEO', '总裁', '董事', '创始人', '总经理']), value: '决策层' },
        { rule: mentions('title', ['CTO', 'CFO', 'CMO', 'CIO', 'VP', '总监', '副总']), value: '高管' },
        { rule: mentions('title', ['经理', '主管', '负责人']), value: '中层' },
        { rule: known('title'), value: '执行层' },
      ],
    },
  },
  {
    key: 'job_function',
    name: { zh: '职能', en: 'Job function' },
    category: category.job,
    description: { zh: '由部门判断：技术、采购、市场、销售、财务、其他。', en: 'Read from the department.' },
    definition: {
      cases: [
        { rule: mentions('department', ['技术', '信息', '研发', 'IT']), value: '技术' },
        { rule: mentions('department', ['采购', '供应链']), value: '采购' },
        { rule: mentions('department', ['市场', '运营', '增长', '品牌']), value: '市场' },
        { rule: mentions('department', ['销售', '业务', '客户']), value: '销售' },
        { rule: mentions('department', ['财务', '会计']), value: '财务' },
        { rule: known('department'), value: '其他' },
      ],
    },
  },
  {
    key: 'buying_role',
    name: { zh: '采购角色', en: 'Buying role' },
    category: category.job,
    description: { zh: '在采购中的角色：决策人、采购人、评估人、使用人。', en: 'Decider, buyer, evaluator or user.' },
    definition: {
      cases: [
        { rule: tagIn('job_level', ['决策层']), value: '决策人' },
        { rule: tagIn('job_function', ['采购', '财务']), value: '采购人' },
        { rule: { any: [tagIn('job_level', ['高管', '中层']), { did: 'Demo Requested' }] }, value: '评估人' },
        { rule: { did: used }, value: '使用人' },
      ],
    },
    needs: { events: [] },
  },
  {
    key: 'contact_channels',
    name: { zh: '联系方式', en: 'Ways to be reached' },
    category: category.identity,
    description: { zh: '有手机和邮箱、只有其一，还是都没有。', en: 'Phone and e-mail, one of them, or none.' },
    definition: {
      cases: [
        { rule: { all: [{ has: 'phone' }, { has: 'email' }] }, value: '手机和邮箱' },
        { rule: { has: 'phone' }, value: '仅手机' },
        { rule: { has: 'email' }, value: '仅邮箱' },
      ],
      else: '无',
    },
    needs: { identifiers: ['email'] },
  },
];
