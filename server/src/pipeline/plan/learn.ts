import type { PlanEvidence, PlanProperty, PlanType } from '@danqing/contracts';
import { planPath } from '#clean';
import type { Example } from '../catalogue/examples.ts';
import { fieldTypes, type FieldType } from '../catalogue/field-type.ts';

/** What came at one path, and what was seen of the whole. */
export interface Came extends Readonly<Record<FieldType, number>> {
  readonly path: string;
  /** Values whose types were counted. */
  readonly filled: number;
  /** Of `sampled`, those that had a value there. */
  readonly filledShare: number;
  /** Events that were looked at; of what lies in a list: those that had the list. */
  readonly sampled: number;
  readonly sources: readonly string[];
  /** The most frequent values among `exampleRows` recent events, as texts. */
  readonly examples: readonly Example[];
  /** Whether there are more values than `examples` names. */
  readonly isLong: boolean;
  readonly hasElements: boolean;
}

/** Below this many events nothing is said to be always there. */
const fewest = 50;
/** Of these a property that is always there may be missing: an old version of an app, a test. */
const required = 0.995;
/** So much of the values are of one type before the plan asks for it. */
const majority = 0.9;
const certain = 0.995;

const [fewestValues, mostValues] = [2, 12];
const fewestForValues = 100;
const fewestOfValue = 5;

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const percent = (of: number): string => `${Math.round(of * 1000) / 10}%`;

/** Numbers that happened to be whole, and are money or a share. */
const measured = /price|amount|revenue|total|cost|fee|tax|discount|value|rate|ratio|score|weight|金额|单价|价格|折扣|税|率/i;
const whole = /^-?\d{1,15}$/;

function typeOf({ path, filled, texts, numerals, dates, numbers, booleans, lists, examples }: Came): { readonly type: PlanType; readonly part: number } {
  const worded = texts + numerals + dates;
  const [type, count] = (
    [
      ['list', lists],
      ['boolean', booleans],
      ['number', numbers],
      ['string', worded],
    ] as const satisfies readonly (readonly [PlanType, number])[]
  ).reduce((most, one) => (one[1] > most[1] ? one : most));
  const part = share(count, filled);
  if (part < majority) return { type: 'any', part };
  if (type === 'string' && share(dates, worded) >= certain) return { type: 'date-time', part: share(dates, filled) };
  if (type === 'number' && !measured.test(path) && examples.length > 0 && examples.every(({ value }) => whole.test(value))) return { type: 'integer', part };
  return { type, part };
}

/** What names single things, of which more will come. */
const names = /(^|[._-])(id|sku|spu|code|no|number|key|token|url|uri|name|title|编号|名称)$|Id$/i;

/** What looks like it tells who somebody is does not belong into a plan. */
const personal = /@|\d{7,}/;

function valuesOf({ path, examples, isLong }: Came, type: PlanType): string[] | undefined {
  if (type !== 'string' || isLong || examples.length < fewestValues || examples.length > mostValues || names.test(path)) return undefined;
  const rows = examples.reduce((sum, { events }) => sum + events, 0);
  if (rows < fewestForValues || examples.some(({ value, events }) => events < fewestOfValue || personal.test(value) || value === '')) return undefined;
  return examples.map(({ value }) => value).sort((a, b) => (a < b ? -1 : 1));
}

const typeNames: Readonly<Record<FieldType, { readonly zh: string; readonly en: string }>> = {
  texts: { zh: '文本', en: 'text' },
  numerals: { zh: '数字文本', en: 'numbers as text' },
  dates: { zh: '日期文本', en: 'dates as text' },
  numbers: { zh: '数字', en: 'numbers' },
  booleans: { zh: '是/否', en: 'yes or no' },
  lists: { zh: '列表', en: 'lists' },
  empties: { zh: '空', en: 'empty' },
};

function typesOf(came: Came): PlanEvidence['types'] {
  return fieldTypes
    .flatMap((type) => (type === 'empties' || came[type] <= 0 ? [] : [{ type, share: share(came[type], came.filled) }]))
    .sort((a, b) => b.share - a.share);
}

/** Why it is proposed so, and what speaks against it. */
function wordsOf(came: Came, property: PlanProperty): PlanEvidence['words'] {
  const types = fieldTypes.filter((type) => type !== 'empties' && came[type] > 0).sort((a, b) => came[b] - came[a]);
  const mixed = types.length > 1;
  const said = (language: 'zh' | 'en'): string =>
    types.map((type) => `${percent(share(came[type], came.filled))} ${typeNames[type][language]}`).join(language === 'zh' ? '、' : ', ');
  const filled = percent(came.filledShare);
  const zh = [
    `${came.sampled} 个样本中 ${filled} 有值`,
    ...(mixed ? [`其中 ${said('zh')}`] : []),
    ...(property.values === undefined ? [] : [`只出现过 ${property.values.length} 种取值`]),
    ...(came.sampled < fewest ? ['样本太少，暂不设为必填'] : []),
  ].join('，');
  const en = [
    `${filled} of ${came.sampled} sampled events have it`,
    ...(mixed ? [`as ${said('en')}`] : []),
    ...(property.values === undefined ? [] : [`only ${property.values.length} values have come`]),
    ...(came.sampled < fewest ? ['too few to be required yet'] : []),
  ].join('; ');
  return { zh, en };
}

/** A draft of one property by what came; undefined where its name cannot stand in a plan. Pure. */
export function learn(came: Came): PlanEvidence | undefined {
  if (!planPath.test(came.path) || came.path.length > 200 || came.filled === 0) return undefined;
  const { type } = typeOf(came);
  const values = valuesOf(came, type);
  const proposal: PlanProperty = {
    path: came.path,
    type,
    ...(type === 'list' && came.hasElements ? { of: 'object' } : {}),
    required: came.sampled >= fewest && came.filledShare >= required,
    nullable: came.empties > 0,
    ...(values === undefined ? {} : { values }),
    description: '',
  };
  return {
    path: came.path,
    sampled: came.sampled,
    filledShare: came.filledShare,
    types: typesOf(came),
    examples: came.examples.slice(0, 5).map((example) => ({ ...example })),
    sources: [...came.sources],
    proposal,
    words: wordsOf(came, proposal),
  };
}
