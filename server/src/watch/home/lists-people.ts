import type { HomeBlock, HomeItem } from '@danqing/contracts';
import { readAudit } from '#govern';
import { readLatestEvents } from '#profile';
import type { HomeAsk, HomeDeps } from './deps.ts';
import { listOf } from './lists-data.ts';

const dayMs = 86_400_000;
const shown = 6;

/** What sales people want to hear of, in the common vocabulary. */
const keyEvents: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'Order Completed': { zh: '完成订单', en: 'completed an order' },
  'Order Refunded': { zh: '退款', en: 'was refunded' },
  'Checkout Started': { zh: '进入结算', en: 'began to check out' },
  'Signed Up': { zh: '注册', en: 'signed up' },
  'Form Submitted': { zh: '提交表单', en: 'submitted a form' },
  'Demo Requested': { zh: '申请演示', en: 'asked for a demo' },
  'Trial Started': { zh: '开始试用', en: 'began a trial' },
};

/** Customers who did something that matters within seven days, the latest first. By number: names are shown on their pages, to whom may see them. */
export async function recentKeyEvents({ clickhouse }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const events = await readLatestEvents(clickhouse, workspace, Object.keys(keyEvents), nowMs - 7 * dayMs, shown);
  const items = events.map(({ profile, event, at, revenue }): HomeItem => {
    const words = keyEvents[event] ?? { zh: event, en: event };
    const worth = revenue === null ? '' : ` ${revenue.toLocaleString('en-US', { maximumFractionDigits: 2 })}`;
    return {
      title: { zh: `客户 ${profile}`, en: `Customer ${profile}` },
      detail: { zh: `${words.zh}${worth}`, en: `${words.en}${worth}` },
      level: event === 'Order Refunded' ? 'warning' : 'good',
      at: new Date(at).toISOString(),
      link: `customers/${profile}`,
    };
  });
  return listOf('key_events', items, nowMs, 'customers');
}

const actionWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'profile.reveal': { zh: '查看完整个人信息', en: 'revealed' },
  'profile.erase': { zh: '删除个人数据', en: 'erased' },
  'export.make': { zh: '导出', en: 'exported' },
  'export.download': { zh: '下载导出文件', en: 'downloaded' },
};

/** Who looked at personal data, took it out or had it erased. */
export async function personalAudit({ pg }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const nothing = { before: undefined, operator: undefined, object: undefined, from: undefined, to: undefined };
  const found = await Promise.all(Object.keys(actionWords).map((action) => readAudit(pg, workspace, { ...nothing, action }, shown)));
  const items = found
    .flat()
    .toSorted((a, b) => b.id - a.id)
    .map(({ actor, action, object, at }): HomeItem => {
      const words = actionWords[action] ?? { zh: action, en: action };
      return {
        title: { zh: `${actor} ${words.zh}`, en: `${actor} ${words.en}` },
        detail: { zh: object, en: object },
        level: 'info',
        at: at.toISOString(),
        link: null,
      };
    });
  return listOf('audit', items, nowMs, 'settings/audit');
}
