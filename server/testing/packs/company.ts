/** A seller to companies: sixteen accounts, five contacts each, two years of marketing, sales, usage, contracts and service. */
import type { Draw } from './draw.ts';
import type { Story } from './story.ts';

const industries = ['汽车制造', '电子制造', '软件服务', '城市商业银行', '连锁零售', '医药流通', '职业培训', '地方政府', '物流'];
const provinces = ['上海', '广东省', '江苏', '四川', '北京', '辽宁', '湖北省'];
const titles = ['总经理', 'CTO', '采购经理', '产品经理', '工程师', '运营总监', ''];
const departments = ['信息技术部', '采购部', '市场部', '销售部', '财务部', '行政部', ''];
const products = ['数据平台', '营销自动化', '客服系统'];
const topics = ['数据治理', '私域运营', '客户旅程', '标签体系'];
const modules = ['看板', '人群', '旅程', '接口'];

interface Contact {
  readonly id: string;
  /** How much they do, 0–1. */
  readonly zeal: number;
}

export function tellCompany(story: Story, draw: Draw): void {
  for (let number = 0; number < 16; number++) {
    const key = `acct-${number}`;
    const account = {
      industry: industries[number % industries.length] ?? '',
      province: draw.pick(provinces),
      employees: [30, 80, 300, 800, 2000, 9000][number % 6] ?? 1,
      plan: draw.pick(['试用版', '基础版', '专业版', '旗舰版']),
      arr: [0, 30_000, 90_000, 400_000, 2_000_000][number % 5] ?? 0,
      ...(number % 3 === 0 ? {} : { contract_end_at: story.moment([-20, -75, -150, 40, 400][number % 5] ?? 0) }),
    };
    for (let place = 0; place < 5; place++) {
      const contact = { id: `c${number}-${place}`, zeal: draw.next() };
      introduce(story, draw, contact, number * 5 + place);
      story.belongs(contact.id, 600 - place, key, place === 0 ? account : {});
      if (place === 4 && draw.chance(0.4)) story.belongs(contact.id, 30 + draw.below(200), key, { plan: '旗舰版', arr: 1_200_000 });
      engage(story, draw, contact);
      if (number % 4 !== 3) use(story, draw, contact, number);
      if (place < 2) sell(story, draw, contact, number);
      serve(story, draw, contact);
    }
  }
}

function introduce(story: Story, draw: Draw, { id }: Contact, number: number): void {
  const title = draw.pick(titles);
  const department = draw.pick(departments);
  const phone = `138${String(10_000_000 + number * 7919).slice(0, 8)}`;
  story.is(id, 610, {
    name: `联系人${number}`,
    ...(draw.chance(0.8) ? { email: `contact${number}@example.cn` } : {}),
    ...(draw.chance(0.6) ? { phone } : {}),
    ...(title === '' ? {} : { title }),
    ...(department === '' ? {} : { department }),
  });
  if (draw.chance(0.7)) story.allows(id, 500, 'email', draw.chance(0.8) ? 'granted' : 'refused');
}

/** So many times, at moments up to so many days ago, more often lately. */
function times(draw: Draw, most: number, within: number, happen: (daysAgo: number) => void): void {
  const count = draw.below(most + 1);
  for (let i = 0; i < count; i++) happen(0.01 + within * draw.next() ** 2);
}

function engage(story: Story, draw: Draw, { id, zeal }: Contact): void {
  times(draw, 8 * zeal, 300, (ago) => story.did(id, ago, 'Content Downloaded', { topic: draw.pick(topics), type: '白皮书' }));
  times(draw, 3 * zeal, 250, (ago) => story.did(id, ago, 'Webinar Attended', { minutes: 10 + draw.below(60) }));
  times(draw, 10 * zeal, 120, (ago) => story.looked(id, ago, draw.pick(['/', '/pricing', '/pricing/enterprise', '/cases'])));
  times(draw, 3 * zeal, 240, (ago) => {
    story.did(id, ago, 'Demo Requested', { product: draw.pick(products) });
    if (draw.chance(0.5)) story.did(id, ago * 0.8, 'Demo Completed', { score: 1 + draw.below(5) });
  });
  if (draw.chance(0.4)) story.did(id, draw.pick([3, 11.5, 12.5, 40, 200]), 'Trial Started', { product: draw.pick(products) });
  times(draw, 2, 30, (ago) => story.did(id, ago, 'Call Logged', { minutes: draw.below(30) }));
}

function use(story: Story, draw: Draw, { id, zeal }: Contact, number: number): void {
  const early = number % 5 === 1 ? 35 : 0;
  times(draw, 24 * zeal, 100, (ago) => story.did(id, early + ago, 'Signed In'));
  times(draw, 40 * zeal, 90, (ago) => story.did(id, early + ago, 'Feature Used', { feature: `f${draw.below(9)}`, module: draw.pick(modules) }));
  if (draw.chance(0.4)) story.did(id, early + 5 + draw.below(60), 'User Invited', { role: '成员' });
}

function sell(story: Story, draw: Draw, { id }: Contact, number: number): void {
  if (number % 4 === 0) return;
  const opened = 20 + draw.below(number % 2 === 0 ? 70 : 400);
  const amount = 10_000 * (1 + draw.below(60));
  story.did(id, opened, 'Opportunity Created', { opportunity_id: `o-${id}`, amount, product: draw.pick(products) });
  times(draw, 2, opened, (ago) => story.did(id, ago, 'Meeting Held', { type: '拜访' }));
  times(draw, 3, opened, (ago) => story.did(id, ago, 'Opportunity Stage Changed', { from: '需求', to: '方案' }));
  const end = draw.next();
  if (end < 0.3) story.did(id, opened * 0.7, 'Opportunity Lost', { reason: '价格', competitor: draw.pick(['甲公司', '乙公司']) });
  if (end < 0.3 || end > 0.85) return;
  for (let n = 0; n < 1 + draw.below(3); n++) {
    const signedAt = (opened * 0.6) / (n + 1);
    story.did(id, signedAt, 'Contract Signed', { contract_id: `k-${id}-${n}`, amount: amount / (n + 1), product: draw.pick(products), months: 12 });
    story.did(id, signedAt * 0.9, 'Invoice Issued', { amount: amount / (n + 1) });
    if (draw.chance(0.7)) story.did(id, signedAt * 0.6, 'Invoice Paid', { amount: Math.round(amount / (n + 1) / 2) });
    else story.did(id, signedAt * 0.5, 'Invoice Overdue', { amount, days: 30 });
  }
}

function serve(story: Story, draw: Draw, { id, zeal }: Contact): void {
  if (draw.chance(0.6))
    times(draw, 5 * zeal, 150, (ago) => story.did(id, ago, 'Ticket Created', { priority: draw.pick(['紧急', '高', '中', '低']), module: draw.pick(modules) }));
  if (draw.chance(0.5)) story.did(id, draw.below(300), 'Survey Submitted', { kind: 'nps', score: 4 + draw.below(7) });
}
