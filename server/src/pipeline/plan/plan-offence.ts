import { type MendStep, type Offence, planTypes } from '@danqing/contracts';
import { breachesIn } from '#clean';
import { type JsonObject, objectAt, valueAt } from '#kernel';
import { castValue, type CastTo } from '../mend/cast.ts';
import { typeNames } from './words.ts';

type Found = ReturnType<typeof breachesIn>[number];

const casts: Readonly<Record<string, CastTo>> = { string: 'text', number: 'number', integer: 'number', boolean: 'boolean', 'date-time': 'date' };

const listOf = 'list of ';
const typeIn = (text: string) => planTypes.find((type) => type === text);

/** `list of string` as people say it. */
function typeSaid(expected: string): Offence['words'] {
  const of = expected.startsWith(listOf) ? typeIn(expected.slice(listOf.length)) : undefined;
  const type = of === undefined ? typeIn(expected) : 'list';
  return type === undefined ? { zh: ` ${expected}`, en: expected } : typeNames({ type, ...(of === undefined ? {} : { of }) });
}

/** What is wrong, as people say it. */
const kinds: Readonly<Record<string, (found: Found) => Offence['words']>> = {
  unknown_event: () => ({ zh: '方案里没有这个事件', en: 'the plan does not know this event' }),
  unknown_property: ({ path }) => ({ zh: `${path} 不在方案里`, en: `${path} is not planned` }),
  missing: ({ path }) => ({ zh: `缺少 ${path}`, en: `${path} is missing` }),
  type: ({ path, expected }) => ({ zh: `${path} 应为${typeSaid(expected).zh}`, en: `${path} must be ${typeSaid(expected).en}` }),
  value: ({ path, expected }) => ({ zh: `${path} 只能是 ${expected}`, en: `${path} must be one of ${expected}` }),
  pattern: ({ path, expected }) => ({ zh: `${path} 应符合 ${expected}`, en: `${path} must match ${expected}` }),
  range: ({ path, expected }) => ({ zh: `${path} 应在 ${expected} 之内`, en: `${path} must lie in ${expected}` }),
};

/** The step that might mend one fault; undefined where people have to decide. */
function stepFor(message: JsonObject, place: string, { path, kind, expected }: Found): MendStep | undefined {
  if (path.includes('[]')) return undefined;
  const at = `${place}.${path}`;
  if (kind === 'unknown_property') return { do: 'drop', path: at };
  const to = casts[expected];
  const value = valueAt(message, at);
  return kind !== 'type' || to === undefined || value === undefined || castValue(value, to) === undefined ? undefined : { do: 'cast', path: at, to };
}

/** What a parked message has against the plan by `detail`, and what might mend it. */
export function planOffence(detail: string, raw: unknown): Offence {
  const message = objectAt(raw);
  const place = message['type'] === 'identify' || message['type'] === 'group' ? 'traits' : 'properties';
  const found = breachesIn(detail);
  const said = found.map((one) => kinds[one.kind]?.(one) ?? { zh: one.path, en: one.path });
  const steps = found.flatMap((one) => stepFor(message, place, one) ?? []);
  const path = found[0]?.path ?? '';
  return {
    path: path === '' || path.includes('[]') ? null : `${place}.${path}`,
    words: { zh: `不符合埋点方案：${said.map(({ zh }) => zh).join('；')}`, en: `Not as planned: ${said.map(({ en }) => en).join('; ')}` },
    proposal:
      steps.length === 0 || steps.length < found.length
        ? { steps: [], words: { zh: '修改埋点方案后重新处理', en: 'Change the tracking plan, then run it again' } }
        : { steps, words: { zh: steps.map(stepZh).join('，'), en: steps.map(stepEn).join(', then ') } },
  };
}

const stepZh = (step: MendStep): string => (step.do === 'cast' ? `把 ${step.path} 转成${castNames[step.to].zh}` : `去掉 ${'path' in step ? step.path : ''}`);
const stepEn = (step: MendStep): string => (step.do === 'cast' ? `turn ${step.path} into ${castNames[step.to].en}` : `drop ${'path' in step ? step.path : ''}`);

const castNames: Readonly<Record<CastTo, { readonly zh: string; readonly en: string }>> = {
  text: { zh: '文本', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  boolean: { zh: '是/否', en: 'yes or no' },
  date: { zh: '标准时间', en: 'a date' },
};
