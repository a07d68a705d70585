import { type CleaningRule, type CleaningStep, type CleaningStepName } from '@danqing/contracts';

export const cleaningPath = '/api/v1/cleaning';

/** In the order in which people look for them: tidying, reading, choosing, leaving out. */
export const stepNames: readonly CleaningStepName[] = [
  'trim',
  'width',
  'case',
  'blank',
  'replace',
  'split',
  'map',
  'phone',
  'email',
  'date',
  'number',
  'money',
  'place',
  'idCard',
  'gender',
  'boolean',
  'range',
  'pattern',
  'default',
  'drop',
  'discard',
];

/** A path may have blanks within, not around it. */
export const trimmed = (rule: CleaningRule): CleaningRule => ({
  ...rule,
  path: rule.path.trim(),
  ...(rule.to === undefined ? {} : { to: rule.to.trim() }),
  ...(rule.when === undefined ? {} : { when: rule.when.map((condition) => ({ ...condition, path: condition.path.trim() })) }),
});

/** A new step of a kind, as it is most often meant. */
export function newStep(name: CleaningStepName): CleaningStep {
  switch (name) {
    case 'case':
      return { do: name, to: 'lower' };
    case 'blank':
      return { do: name, values: ['N/A', '无', '-', 'null'] };
    case 'place':
      return { do: name, level: 'city', as: 'code' };
    case 'idCard':
      return { do: name, as: 'number' };
    case 'gender':
      return { do: name, as: 'zh' };
    case 'map':
      return { do: name, values: {}, others: 'keep' };
    case 'replace':
      return { do: name, find: '-', with: '' };
    case 'split':
      return { do: name, by: ',', take: 1 };
    case 'range':
      return { do: name, least: 0 };
    case 'pattern':
      return { do: name, pattern: '.+' };
    case 'default':
      return { do: name, value: '' };
    default:
      return { do: name };
  }
}

/** A rule that nobody has filled in yet; its id tells it apart for good, whatever it is called later. */
export const newRule = (taken: readonly CleaningRule[]): CleaningRule => {
  const numbers = taken.map(({ id }) => Number(/^rule-(\d+)$/.exec(id)?.[1] ?? 0));
  return {
    id: `rule-${Math.max(0, ...numbers) + 1}`,
    name: '',
    isOn: true,
    part: 'properties',
    path: '',
    steps: [{ do: 'trim' }],
    otherwise: 'keep',
    examples: [],
  };
};

/** Rules that somebody changed and has not published; `base`: those they began with. */
export interface RulesDraft {
  readonly base: readonly CleaningRule[];
  readonly rules: readonly CleaningRule[];
}

const ruleOf = (rules: readonly CleaningRule[], id: string): CleaningRule | undefined => rules.find((rule) => rule.id === id);
const isSame = (a: CleaningRule, b: CleaningRule | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What was changed in a draft, done to the rules as they are by now: what colleagues published meanwhile is not taken back. */
export function onto(published: readonly CleaningRule[], { base, rules }: RulesDraft): readonly CleaningRule[] {
  const changed = rules.filter((rule) => !isSame(rule, ruleOf(base, rule.id)));
  const kept = published.flatMap((rule) => {
    if (ruleOf(base, rule.id) === undefined) return [rule];
    return ruleOf(rules, rule.id) === undefined ? [] : [ruleOf(changed, rule.id) ?? rule];
  });
  const added = changed.filter((rule) => {
    const there = ruleOf(published, rule.id);
    return there === undefined || (ruleOf(base, rule.id) === undefined && !isSame(rule, there));
  });
  // A colleague's new rule may have been given the same id.
  return added.reduce<readonly CleaningRule[]>((all, rule) => [...all, ruleOf(all, rule.id) === undefined ? rule : { ...rule, id: newRule(all).id }], kept);
}

export const isWhole = (rule: CleaningRule): boolean =>
  rule.name.trim() !== '' && rule.path.trim() !== '' && rule.steps.length > 0 && (rule.when ?? []).every(({ path }) => path !== '');

/** What one typed: JSON where it reads as such (a number, true, a list), otherwise the text, as is a number too long to be kept exactly; nothing: undefined. */
export function typedValue(text: string): unknown {
  if (text === '') return undefined;
  try {
    const read: unknown = JSON.parse(text);
    return Number.isInteger(read) && !Number.isSafeInteger(read) ? text : read;
  } catch {
    return text;
  }
}

/** The same back: a text that would read as something else stands in quotes. */
export function shownValue(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return typedValue(value) === value ? value : JSON.stringify(value);
}
