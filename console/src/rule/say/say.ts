import type { MeasureJson, RuleJson, ScalarJson, WhereJson } from '@danqing/contracts';
import { type CompareRule, type Operand, operationOf, tallyOf, type Test } from '../model/forms.ts';
import { groupOf } from '../model/tree.ts';
import { isValues } from '../model/values.ts';
import { netIn, overdueIn, unansweredIn } from './idioms.ts';
import { asName, asValue, type Piece, piecesOf } from './pieces.ts';
import type { Names, Speech } from './speech.ts';

/** Says rules in a language, with the names of this screen. */
export interface Sayer {
  /** A condition, or a group of them, as a phrase. */
  readonly part: (rule: RuleJson) => readonly Piece[];
  /** The whole rule, as a sentence about people. */
  readonly sentence: (rule: RuleJson) => readonly Piece[];
  readonly measure: (measure: Operand) => readonly Piece[];
  readonly where: (where: WhereJson, event: string, each?: string) => readonly Piece[];
}

/** Whose properties a condition reads: an event's, those of an element of a list, of elements that are counted. */
interface Reading {
  readonly event: string;
  readonly list?: string;
}

const once: Test = { op: 'gte', value: 1 };

export function sayerOf(speech: Speech, names: Names): Sayer {
  const named = (text: string): string => (text === '' ? speech.blank : asName(text));

  /** Codes are said in words where they are compared whole; what is compared by its spelling stays as it is written. */
  const saidIn = (of: string, { op, value }: Test): Test => {
    const said = (one: ScalarJson): ScalarJson => (typeof one === 'string' ? names.value(of, one) : one);
    if (op !== 'eq' && op !== 'ne' && op !== 'in' && op !== 'nin') return { op, ...(value === undefined ? {} : { value }) };
    if (isValues(value)) return { op, value: value.map(said) };
    return { op, ...(value === undefined ? {} : { value: typeof value === 'object' ? value : said(value) }) };
  };

  const propertyIn = ({ event, list }: Reading, path: string): string => {
    if (path === '') return speech.blank;
    if (list !== undefined && path.startsWith('product.')) return speech.product(asName(names.property('product', path.slice('product.'.length))));
    if (list !== undefined && path === 'amount') return asName(speech.amountField);
    if (list === undefined || path.startsWith('$')) return asName(names.property(event, path));
    // Of an element one knows whose field it is: 品类, not 商品的品类.
    return asName(
      path.startsWith('event.') ? names.property(event, path.slice('event.'.length)) : names.property(event, `${list}.${path}`).replace(/^商品的/, ''),
    );
  };

  const whereIn = (where: WhereJson, reading: Reading): string => {
    const inner = (part: WhereJson): string => whereIn(part, reading);
    const bracketed = (part: WhereJson): string => ('all' in part || 'any' in part ? speech.bracket(inner(part)) : inner(part));
    if ('all' in where) return where.all.length === 1 ? where.all.map(inner).join('') : speech.join('all', where.all.map(bracketed));
    if ('any' in where) return where.any.length === 1 ? where.any.map(inner).join('') : speech.join('any', where.any.map(bracketed));
    if ('not' in where) return speech.not(bracketed(where.not));
    if ('element' in where) {
      const list = listOf(where.element);
      return speech.element(asName(names.property(reading.event, list.slice(0, -2))), whereIn(where.where, { event: reading.event, list }));
    }
    return propertyIn(reading, where.prop) + speech.test(saidIn(where.prop, where));
  };

  const readingOf = (event: string, each: string | undefined): Reading => (each === undefined ? { event } : { event, list: listOf(each) });
  const whereOf = (where: WhereJson | undefined, event: string, each?: string): string =>
    where === undefined ? '' : speech.where(whereIn(where, readingOf(event, each)));
  const eventIn = (event: string): string => (event === '*' ? speech.anything : event === '' ? speech.blank : asName(names.event(event)));
  const eachIn = (event: string, each: string | undefined): string => (each === undefined ? '' : asName(names.property(event, listOf(each).slice(0, -2))));

  const selectionIn = ({ did, window, where, each }: Selecting): string =>
    speech.selection(eventIn(did), window === undefined ? '' : speech.window(window, names), whereOf(where, did, each), eachIn(did, each));

  const measureIn = (measure: Operand): string => {
    if (typeof measure === 'number') return asValue(String(measure));
    const net = netIn(measure);
    if (net !== null) {
      const { did, each, window, where } = net.plus;
      const when = window === undefined ? '' : speech.window(window, names);
      return speech.net(eventIn(did), eventIn(net.minus.did), propertyIn(readingOf(did, each), net.prop), when, whereOf(where, did, each));
    }
    const operation = operationOf(measure);
    if (operation !== null) {
      const operand = (one: Operand): string => (typeof one === 'object' && operationOf(one) !== null ? speech.bracket(measureIn(one)) : measureIn(one));
      return speech.operation(operation.kind, operand(operation.left), operand(operation.right));
    }
    return plainIn(measure);
  };
  const statIn = (of: Selecting & Parameters<typeof tallyOf>[0]): string => {
    const tally = tallyOf(of);
    const prop = tally.stat === 'count' ? '' : propertyIn(readingOf(of.did, of.each), tally.prop);
    return speech.stat(tally.stat, prop, selectionIn(of), of.each !== undefined);
  };
  const plainIn = (measure: MeasureJson): string => {
    if ('did' in measure) return statIn(measure);
    if ('trait' in measure) return named(measure.trait === '' ? '' : names.trait(measure.trait));
    if ('tag' in measure) return speech.tagMeasure(named(measure.tag === '' ? '' : names.tag(measure.tag)));
    if ('metric' in measure) return named(measure.metric === '' ? '' : names.metric(measure.metric));
    if ('since' in measure) {
      const edge = measure.since.first === undefined ? 'last' : 'first';
      const event = measure.since.first ?? measure.since.last ?? '';
      return speech.since(edge, eventIn(event), whereOf(measure.since.where, event), measure.unit);
    }
    if ('interval' in measure) {
      const { did, where, stat } = measure.interval;
      return speech.interval(stat, eventIn(did), whereOf(where, did), measure.unit);
    }
    return 'random' in measure ? speech.random(measure.random) : speech.unknown(measure);
  };

  const didIn = (rule: Extract<RuleJson, { readonly did: string }>, isNegated: boolean): string => {
    const window = rule.window === undefined ? '' : speech.window(rule.window, names);
    const where = whereOf(rule.where, rule.did, rule.each);
    if ('op' in rule) return speech.measureIs(statIn(rule), rule);
    const count = rule.count ?? once;
    const isNever = (isNegated && count.op === 'gte' && count.value === 1) || (count.op === 'eq' && count.value === 0);
    if (isNever && rule.each === undefined) return speech.didNot(eventIn(rule.did), window, where);
    const isOnce = count.op === 'gte' && count.value === 1 && rule.each === undefined;
    return speech.did(eventIn(rule.did), window, isOnce ? '' : speech.amount(count, rule.each !== undefined), where, eachIn(rule.did, rule.each));
  };

  const isNever = (rule: RuleJson): boolean =>
    'did' in rule && !('op' in rule) && rule.each === undefined && (rule.count === undefined || (rule.count.op === 'gte' && rule.count.value === 1));

  const ruleIn = (rule: RuleJson): string => {
    const group = groupOf(rule);
    if (group !== null) {
      if (group.of.length === 0) return group.join === 'all' ? speech.everyone : speech.nobody;
      const inner = (part: RuleJson): string => ((groupOf(part)?.of.length ?? 0) > 1 && group.of.length > 1 ? speech.bracket(ruleIn(part)) : ruleIn(part));
      return group.of.length === 1 ? group.of.map(ruleIn).join('') : speech.join(group.join, group.of.map(inner));
    }
    if ('not' in rule) return 'did' in rule.not && isNever(rule.not) ? didIn(rule.not, true) : speech.not(speech.bracket(ruleIn(rule.not)));
    return leafIn(rule);
  };

  const leafIn = (rule: RuleJson): string => {
    if ('did' in rule) return didIn(rule, false);
    if ('first' in rule) return speech.edge('first', eventIn(rule.first), whereOf(rule.where, rule.first), speech.window(rule.window, names));
    if ('last' in rule) return speech.edge('last', eventIn(rule.last), whereOf(rule.where, rule.last), speech.window(rule.window, names));
    if ('sequence' in rule) {
      const steps = rule.sequence.map(({ event, where }) => speech.step(eventIn(event), whereOf(where, event)));
      const within = rule.within === undefined ? '' : speech.duration(rule.within.n, rule.within.unit);
      return speech.sequence(steps, within, rule.window === undefined ? '' : speech.window(rule.window, names));
    }
    if ('compare' in rule) return compareIn(rule);
    if ('top' in rule) return rankIn('top', rule.top);
    if ('bottom' in rule) return rankIn('bottom', rule.bottom);
    if ('account' in rule) return speech.account(ruleIn(rule.account));
    return namedIn(rule);
  };
  const compareIn = (rule: CompareRule): string => {
    const overdue = overdueIn(rule);
    if (overdue !== null) return speech.overdue(eventIn(overdue.event), asValue(String(overdue.times)));
    const unanswered = unansweredIn(rule);
    if (unanswered !== null) {
      const { opened, closed, by } = unanswered;
      return speech.unanswered(selectionIn(opened), selectionIn(closed), propertyIn(readingOf(opened.did, opened.each), by));
    }
    return speech.compare(measureIn(rule.compare[0]), rule.compare[1], measureIn(rule.compare[2]));
  };

  const called = (key: string, nameOf: (key: string) => string): string => named(key === '' ? '' : nameOf(key));
  const namedIn = (rule: RuleJson): string => {
    if ('trait' in rule) return called(rule.trait, names.trait) + speech.test(rule);
    if ('tag' in rule) return speech.tagIs(called(rule.tag, names.tag), saidIn(`tag:${rule.tag}`, rule));
    if ('has' in rule) return speech.has(called(rule.has, names.identifier));
    if ('segment' in rule) return speech.segment(called(rule.segment, names.segment));
    if ('list' in rule) return speech.list(called(rule.list, names.list));
    if ('sample' in rule) return speech.sample(rule.sample, rule.sample.seed);
    if ('consent' in rule) {
      const channel = rule.channel === undefined ? '' : asName(names.channel(rule.channel));
      return speech.consent(called(rule.consent, names.purpose), channel);
    }
    return 'anniversary' in rule ? speech.anniversary(called(rule.anniversary, names.trait), rule.next) : speech.unknown(rule);
  };
  const amongIn = (among: RuleJson | undefined): string => (among === undefined ? '' : ruleIn(among));
  const rankIn = (end: 'top' | 'bottom', rank: Extract<RuleJson, { readonly top: unknown }>['top']): string =>
    speech.rank(end, rank, measureIn(rank.by), amongIn(rank.among));

  return {
    part: (rule) => piecesOf(ruleIn(rule)),
    sentence: (rule) => piecesOf(speech.sentence(ruleIn(rule))),
    measure: (measure) => piecesOf(measureIn(measure)),
    where: (where, event, each) => piecesOf(whereIn(where, readingOf(event, each))),
  };
}

type Selecting = Pick<Extract<RuleJson, { readonly did: string }>, 'did' | 'window' | 'where' | 'each'>;

/** `products` and `products[]` are the same list. */
export const listOf = (path: string): string => (path.endsWith('[]') ? path : `${path}[]`);
