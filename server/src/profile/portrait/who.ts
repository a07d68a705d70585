import { holds, tellableText, traitOf, traitPaths, type Whole } from '../whole/whole.ts';
import { ageWords, type Both, genderWords } from './words.ts';

const dayMs = 86_400_000;
const yearMs = 365.2425 * dayMs;
/** From then on somebody who comes back is an old friend. */
const longDays = 365;
const freshDays = 90;
/** A category is theirs when so much of what they bought lies in it, and it was not one thing by chance. */
const mainShare = 0.5;
const leastBought = 3;

/** Years of age: from a birthday, of which a mask leaves year and month, or as it was sent. */
function ageOf(whole: Whole): number | undefined {
  const birthday = traitOf(whole, traitPaths.birthday);
  const text = birthday === undefined ? undefined : whole.told.get(birthday.path);
  const found = typeof text === 'string' ? /^(\d{4})-(\d{2})/.exec(text) : null;
  if (found !== null) return (whole.at - Date.UTC(Number(found[1]), Number(found[2]) - 1, 15)) / yearMs;
  const age = Number(tellableText(whole, traitPaths.age));
  return Number.isFinite(age) && age > 0 ? age : undefined;
}

/** What most of their purchases are; undefined where there is no such thing. */
export function mainCategory({ habits: { bought } }: Pick<Whole, 'habits'>): string | undefined {
  const total = bought.reduce((sum, { weight }) => sum + weight, 0);
  const [first] = bought;
  return first !== undefined && total >= leastBought && first.weight >= total * mainShare ? first.name : undefined;
}

function nounOf(whole: Whole, category: string | undefined): Both {
  const { orders, firstOrderAt, daysSinceLastOrder } = whole.value;
  if (orders === 0) {
    const isKnown = holds(whole, ['user_id', 'customer_id', 'card_no', 'phone', 'email', 'unionid', 'openid', 'external_userid']);
    return isKnown
      ? { zh: '客户，还没有下过单', en: 'customer without an order so far' }
      : { zh: '访客，身份未知', en: 'visitor, not known by name or account' };
  }
  const isOld = firstOrderAt !== null && whole.at - Date.parse(firstOrderAt) > longDays * dayMs;
  const of = category ?? '';
  if (orders > 1) return isOld ? { zh: `${of}老客`, en: 'long-standing customer' } : { zh: `${of}回头客`, en: 'returning customer' };
  return (daysSinceLastOrder ?? 0) <= freshDays ? { zh: '新客', en: 'new customer' } : { zh: '客户，只买过一次', en: 'customer who bought once' };
}

/** Who this is: place, kind of customer, gender, age, level; only what is known and may be told. */
export function whoOf(whole: Whole): Both {
  const city = tellableText(whole, traitPaths.city);
  const category = whole.value.orders > 1 ? mainCategory(whole) : undefined;
  const noun = nounOf(whole, category);
  const level = tellableText(whole, traitPaths.level);
  const details = [
    genderWords(tellableText(whole, traitPaths.gender)),
    ageWords(ageOf(whole)),
    level === undefined ? undefined : { zh: `会员等级为${spaced(level)}`, en: `member level ${level}` },
  ].flatMap((words) => words ?? []);
  const tail = (language: 'zh' | 'en'): string => details.map((words) => `${language === 'zh' ? '，' : ', '}${words[language]}`).join('');
  const [place, mostly] = [city === undefined ? '' : ` in ${city}`, category === undefined ? '' : ` who mostly buys ${category}`];
  return { zh: `${city === undefined ? '' : `${city}的`}${noun.zh}${tail('zh')}。`, en: `A ${noun.en}${place}${mostly}${tail('en')}.` };
}

/** Letters and digits stand apart from Chinese. */
export const spaced = (text: string): string => (/^[\dA-Za-z]/.test(text) ? ` ${text}` : text);
