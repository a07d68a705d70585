import type { CleaningStep } from '@danqing/contracts';
import { safePattern } from '../safe-pattern.ts';
import { date } from './dates.ts';
import { money, number } from './numbers.ts';
import { boolean, gender, idCard, place } from './people.ts';
import { refuse, type Step, type Surroundings } from './result.ts';
import { cases, email, phone, replace, split, trim, width } from './texts.ts';

type Readable = Exclude<CleaningStep, { readonly do: 'default' | 'drop' | 'discard' }>;

/** The catalogue: what each step does to a value that is there. Bad bounds, formats and patterns are refused when rules are published. */
export function compileStep(step: Readable, around: Surroundings): Step {
  switch (step.do) {
    case 'trim':
      return trim;
    case 'case':
      return cases[step.to];
    case 'width':
      return width;
    case 'blank':
      return blank(step.values);
    case 'phone':
      return phone(step.region ?? around.region);
    case 'email':
      return email;
    case 'date':
      return date(step, around);
    case 'number':
      return number(step.unit);
    case 'money':
      return money(step.currency ?? 'CNY');
    case 'place':
      return place(step.level, step.as);
    case 'idCard':
      return idCard(step.as);
    case 'gender':
      return gender(step.as, step.codes === true);
    case 'boolean':
      return boolean;
    case 'map':
      return map(step.values, step.others);
    case 'replace':
      return replace(step.find, step.with);
    case 'split':
      return split(step.by, step.take);
    case 'range':
      return range(step.least, step.most);
    case 'pattern':
      return pattern(step.pattern);
  }
}

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.trim().toLowerCase() : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

function blank(values: readonly string[]): Step {
  const empty = new Set(values.map((value) => value.trim().toLowerCase()));
  return (value) => {
    const word = wordOf(value);
    return word !== undefined && empty.has(word) ? undefined : value;
  };
}

function map(values: Readonly<Record<string, string | number | boolean>>, others: 'keep' | 'refuse'): Step {
  const known = new Map(Object.entries(values).map(([from, to]) => [from.trim().toLowerCase(), to]));
  return (value) => {
    const word = wordOf(value);
    const to = word === undefined ? undefined : known.get(word);
    return to ?? (others === 'keep' ? value : refuse('not_mapped'));
  };
}

const range =
  (least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): Step =>
  (value) => {
    const figure = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    if (Number.isNaN(figure)) return refuse('not_number');
    return figure >= least && figure <= most ? value : refuse('out_of_range');
  };

function pattern(text: string): Step {
  const shape = safePattern(text);
  return (value) =>
    typeof shape !== 'string' && (typeof value === 'string' || typeof value === 'number') && shape.test(String(value)) ? value : refuse('not_in_pattern');
}
