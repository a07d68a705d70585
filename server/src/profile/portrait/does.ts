import { busiestHours } from '../whole/dimensions.ts';
import { recentDays, type Whole } from '../whole/whole.ts';
import { mainCategory, spaced } from './who.ts';
import { type Both, counted, dayPart, listed, money, plainNumber } from './words.ts';

/** So many times their usual wait: later than chance. */
const lateFrom = 1.5;
const dayMs = 86_400_000;
const most = 2;

const days = (value: number): number => Math.max(0, Math.floor(value));

/** What they bought: lately, in all, how often, and whether they are late. */
export function boughtOf({ value }: Whole): Both | undefined {
  const { orders, netSales, grossSales, refunds, averageOrder, cycleDays, daysSinceLastOrder, overdue, recent, currency } = value;
  if (orders === 0) return undefined;
  const [net, mean] = [money(netSales, currency), money(averageOrder ?? 0, currency)];
  const lately = money(recent.netSales, currency);
  const hasRecent = recent.orders > 0 && recent.orders < orders;
  const all: Both = {
    zh: `${recent.orders === orders ? `近 ${recentDays} 天` : '累计'}买了 ${plainNumber(orders)} 次${grossSales > 0 ? `，净消费 ${net.zh}${orders > 1 ? `，平均每单 ${mean.zh}` : ''}` : ''}`,
    en: `${counted(orders, 'order', 'orders')} ${recent.orders === orders ? `in the last ${recentDays} days` : 'in all'}${grossSales > 0 ? `, net sales ${net.en}${orders > 1 ? `, ${mean.en} an order` : ''}` : ''}`,
  };
  const recently: Both = hasRecent
    ? {
        zh: `近 ${recentDays} 天买了 ${plainNumber(recent.orders)} 次，净消费 ${lately.zh}；`,
        en: `${counted(recent.orders, 'order', 'orders')} in the last ${recentDays} days, net sales ${lately.en}; `,
      }
    : { zh: '', en: '' };
  const back = refunds > 0 ? { zh: `，退款 ${money(refunds, currency).zh}`, en: `, ${money(refunds, currency).en} refunded` } : { zh: '', en: '' };
  const since = days(daysSinceLastOrder ?? 0);
  const last: Both =
    since === 0
      ? { zh: '今天刚下过单', en: 'the last one today' }
      : { zh: `上次下单在 ${plainNumber(since)} 天前`, en: `the last one ${counted(since, 'day', 'days')} ago` };
  const isLate = overdue !== null && overdue >= lateFrom;
  const rhythm: Both =
    cycleDays === null || cycleDays < 1
      ? { zh: `${last.zh}。`, en: `${capital(last.en)}.` }
      : {
          zh: `大约每 ${plainNumber(cycleDays)} 天买一次，${last.zh}${isLate ? '，已晚于平时' : ''}。`,
          en: `About every ${counted(Math.round(cycleDays), 'day', 'days')}; ${last.en}${isLate ? ', later than usual' : ''}.`,
        };
  return { zh: `${recently.zh}${all.zh}${back.zh}。${rhythm.zh}`, en: `${recently.en}${all.en}${back.en}. ${rhythm.en}` };
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** What they like, by what they buy and by what they look at besides. */
export function likesOf(whole: Whole): Both | undefined {
  const { bought, viewed, brands } = whole.habits;
  const goods = bought.slice(0, most).map(({ name }) => name);
  const seen = viewed
    .map(({ name }) => name)
    .filter((name) => !goods.includes(name))
    .slice(0, most);
  const isSaid = mainCategory(whole) !== undefined && goods.length === 1;
  const [buys, looks] = [goods.length === 0 || isSaid ? undefined : listed(goods), seen.length === 0 ? undefined : listed(seen)];
  const brand = brands[0]?.name;
  const parts: Both[] = [
    ...(buys === undefined ? [] : [{ zh: `买得最多的是${buys.zh}`, en: `buys mostly ${buys.en}` }]),
    ...(looks === undefined
      ? []
      : [{ zh: `${buys === undefined ? '' : '还'}常看${looks.zh}`, en: `${buys === undefined ? '' : 'also '}looks at ${looks.en}` }]),
    ...(brand === undefined ? [] : [{ zh: `互动最多的品牌是${spaced(brand)}`, en: `interacts most with the brand ${brand}` }]),
  ];
  if (parts.length === 0) return undefined;
  return { zh: `${parts.map(({ zh }) => zh).join('，')}。`, en: `${capital(parts.map(({ en }) => en).join('; '))}.` };
}

/** How they live with the brand: days, places, hours; or for how long nothing was seen of them. */
export function doesOf({ habits, events, at }: Whole): Both | undefined {
  const last = Math.max(...[...events.values()].map(({ lastAt }) => lastAt).filter((one) => one <= at));
  if (!Number.isFinite(last)) return undefined;
  if (habits.activeDays === 0) {
    const silent = days((at - last) / dayMs);
    return { zh: `已有 ${plainNumber(silent)} 天没有任何行为。`, en: `No activity for ${counted(silent, 'day', 'days')}.` };
  }
  const places = (habits.channels.length > 0 ? habits.channels : habits.sources).slice(0, most).map(({ name }) => name);
  const hour = busiestHours(habits);
  const part = hour === undefined ? undefined : dayPart(hour);
  return {
    zh: `近 ${recentDays} 天有 ${habits.activeDays} 天活跃${places.length === 0 ? '' : `，主要来自 ${places.join('、')}`}${part === undefined ? '' : `，多在${part.zh}`}。`,
    en: `Active on ${counted(habits.activeDays, 'day', 'days')} of the last ${recentDays}${places.length === 0 ? '' : `, mostly from ${listed(places).en}`}${part === undefined ? '' : `, mostly ${part.en}`}.`,
  };
}
