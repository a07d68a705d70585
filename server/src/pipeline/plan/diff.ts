import type { Plan, PlanChange, PlanEvent, PlanMode, PlanProperty } from '@danqing/contracts';
import { typeWords } from '#clean';
import { modeWords, quotedList, typeNames } from './words.ts';

type Words = PlanChange['words'];

const strength: Readonly<Record<PlanMode | 'allow', number>> = { allow: 0, observe: 1, warn: 2, park: 3, block: 4 };
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const yesNo = (is: boolean, zh: readonly [string, string], en: readonly [string, string]): Words => ({ zh: is ? zh[0] : zh[1], en: is ? en[0] : en[1] });

interface Field {
  readonly name: string;
  readonly words: Words;
  readonly isStricter: boolean;
}

const bounds = ({ minimum, maximum }: PlanProperty): string => (minimum === undefined && maximum === undefined ? '' : `${minimum ?? '−∞'} … ${maximum ?? '∞'}`);

/** Limits (values, pattern, range): from something or nothing to something or nothing. */
function limit(name: string, zh: string, en: string, before: string, after: string, isStricter: boolean): Field[] {
  if (before === after) return [];
  const words: Words =
    after === ''
      ? { zh: `不再限制${zh}`, en: `no limit of ${en} any more` }
      : { zh: `${zh}限定为 ${after}`, en: `${en} limited to ${after}${before === '' ? '' : ` (was ${before})`}` };
  return [{ name, words, isStricter: isStricter && after !== '' }];
}

function fieldsOf(before: PlanProperty, after: PlanProperty): readonly Field[] {
  const lost = after.values === undefined ? [] : (before.values ?? []).filter((value) => !after.values?.includes(value));
  const isNarrowed = after.values !== undefined && (before.values === undefined || lost.length > 0);
  const wider = (after.minimum ?? -Infinity) <= (before.minimum ?? -Infinity) && (after.maximum ?? Infinity) >= (before.maximum ?? Infinity);
  return [
    ...(typeWords(before) === typeWords(after)
      ? []
      : [
          {
            name: 'type',
            words: { zh: `类型从${typeNames(before).zh}改为${typeNames(after).zh}`, en: `type from ${typeNames(before).en} to ${typeNames(after).en}` },
            isStricter: after.type !== 'any' && !(before.type === 'integer' && after.type === 'number'),
          },
        ]),
    ...(before.required === after.required
      ? []
      : [{ name: 'required', words: yesNo(after.required, ['改为必填', '改为选填'], ['required now', 'optional now']), isStricter: after.required }]),
    ...(before.nullable === after.nullable
      ? []
      : [
          {
            name: 'nullable',
            words: yesNo(after.nullable, ['允许为空', '不再允许为空'], ['may be null now', 'may not be null any more']),
            isStricter: !after.nullable,
          },
        ]),
    ...limit('values', '取值', 'values', quotedList(before.values), quotedList(after.values), isNarrowed),
    ...limit('pattern', '格式', 'pattern', before.pattern ?? '', after.pattern ?? '', true),
    ...limit('range', '范围', 'range', bounds(before), bounds(after), !wider),
    ...(before.description === after.description ? [] : [{ name: 'description', words: { zh: '修改说明', en: 'described anew' }, isStricter: false }]),
  ];
}

function eventFields(before: PlanEvent, after: PlanEvent): readonly Field[] {
  return [
    ...(before.mode === after.mode
      ? []
      : [
          {
            name: 'mode',
            words: {
              zh: `处理方式从${modeWords[before.mode].zh}改为${modeWords[after.mode].zh}`,
              en: `from ${modeWords[before.mode].en} to ${modeWords[after.mode].en}`,
            },
            isStricter: strength[after.mode] > strength[before.mode],
          },
        ]),
    ...(before.others === after.others
      ? []
      : [
          {
            name: 'others',
            words: yesNo(
              after.others === 'report',
              ['方案外的字段算作不符', '允许方案外的字段'],
              ['unplanned properties are reported now', 'unplanned properties are fine now'],
            ),
            isStricter: after.others === 'report',
          },
        ]),
    ...(before.description === after.description ? [] : [{ name: 'description', words: { zh: '修改说明', en: 'described anew' }, isStricter: false }]),
  ];
}

const changed = (event: string, path: string, { name, words, isStricter }: Field): PlanChange => ({
  change: 'changed',
  event,
  path,
  field: name,
  words,
  isStricter,
});

const propertyChange = (change: 'added' | 'removed', event: string, property: PlanProperty): PlanChange => ({
  change,
  event,
  path: property.path,
  field: '',
  words:
    change === 'added'
      ? {
          zh: `新增字段：${typeNames(property).zh}${property.required ? '，必填' : ''}`,
          en: `property added: ${typeNames(property).en}${property.required ? ', required' : ''}`,
        }
      : { zh: '移除字段', en: 'property removed' },
  isStricter: change === 'added',
});

function eventChanges(before: PlanEvent, after: PlanEvent): readonly PlanChange[] {
  const known = new Map(before.properties.map((property) => [property.path, property]));
  const kept = new Set(after.properties.map(({ path }) => path));
  return [
    ...eventFields(before, after).map((field) => changed(after.event, '', field)),
    ...after.properties.flatMap((property) => {
      const earlier = known.get(property.path);
      if (earlier === undefined) return [propertyChange('added', after.event, property)];
      return fieldsOf(earlier, property).map((field) => changed(after.event, property.path, field));
    }),
    ...before.properties.filter(({ path }) => !kept.has(path)).map((property) => propertyChange('removed', after.event, property)),
  ];
}

const eventChange = (change: 'added' | 'removed', { event, mode, properties }: PlanEvent): PlanChange => ({
  change,
  event,
  path: '',
  field: '',
  words:
    change === 'added'
      ? { zh: `新增事件：${properties.length} 个字段，${modeWords[mode].zh}`, en: `event added: ${properties.length} properties, ${modeWords[mode].en}` }
      : { zh: '移除事件', en: 'event removed' },
  isStricter: change === 'added',
});

/** What one plan has otherwise than another, in the order of the later one; empty when they say the same. */
export function diffOf(before: Plan, after: Plan): readonly PlanChange[] {
  if (same(before, after)) return [];
  const known = new Map(before.events.map((event) => [event.event, event]));
  const kept = new Set(after.events.map(({ event }) => event));
  const unknown: readonly PlanChange[] =
    before.unknownEvents === after.unknownEvents
      ? []
      : [
          changed('', '', {
            name: 'unknownEvents',
            words: {
              zh: `方案外的事件从${modeWords[before.unknownEvents].zh}改为${modeWords[after.unknownEvents].zh}`,
              en: `unplanned events from ${modeWords[before.unknownEvents].en} to ${modeWords[after.unknownEvents].en}`,
            },
            isStricter: strength[after.unknownEvents] > strength[before.unknownEvents],
          }),
        ];
  return [
    ...unknown,
    ...after.events.flatMap((event) => {
      const earlier = known.get(event.event);
      return earlier === undefined ? [eventChange('added', event)] : eventChanges(earlier, event);
    }),
    ...before.events.filter(({ event }) => !kept.has(event)).map((event) => eventChange('removed', event)),
  ];
}
