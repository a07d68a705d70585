import type { ImportTableKind } from '@danqing/contracts';
import type { ColumnFacts } from './facts.ts';
import { ownName } from './heading.ts';
import { meaningIn, type Meaning, targetIn } from './meaning.ts';
import { namesPeople } from './table-kind.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Decision {
  readonly target: string;
  readonly confidence: number;
  readonly because: Words;
}

export interface DecideInput {
  readonly kind: ImportTableKind;
  readonly columns: readonly ColumnFacts[];
  readonly meanings: readonly (readonly Meaning[])[];
  /** By column: whether it says the same in all rows of an order. */
  readonly isSame: readonly boolean[];
}

const percent = (share: number): string => `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;

const because = (facts: ColumnFacts, meaning: Meaning): Words => {
  if (meaning.by === 'contents') {
    const share = percent(1 - facts.share('text'));
    return { zh: `内容看起来就是（${share} 的值符合）`, en: `its contents look like it (${share} of the values)` };
  }
  return meaning.by === 'heading' || meaning.by === 'system'
    ? { zh: `列名“${facts.name.trim()}”是通行的叫法`, en: `“${facts.name.trim()}” is a usual name for it` }
    : { zh: `列名“${facts.name.trim()}”里提到了它`, en: `the name “${facts.name.trim()}” speaks of it` };
};

const kept: Words = { zh: '没有通行的含义，按原来的列名保留', en: 'it has no usual meaning and is kept under its own name' };

/** What a column becomes that no dictionary knows: it keeps its name, and nothing is lost. */
export function ownTarget(kind: ImportTableKind, name: string, index: number, isSame: boolean): string {
  const own = ownName(name, index);
  if (kind === 'products') return `attribute:${own}`;
  if (kind === 'customers' || kind === 'unknown') return `trait:${own}`;
  return kind === 'order_lines' && !isSame ? `product:${own}` : `property:${own}`;
}

/** Targets that several columns may have. */
const shared: ReadonlySet<string> = new Set(['ignore', 'status']);
/** Kinds of which a value with hidden characters is refused later; any other kind would take it for a name. */
const readsMasks: ReadonlySet<string> = new Set(['identifier:phone', 'identifier:email']);

function firstChoice({ kind, columns, meanings, isSame }: DecideInput, index: number): Decision {
  const facts = columns[index];
  const name = facts?.name ?? '';
  const meaning = meaningIn(kind, meanings[index] ?? []);
  const target = meaning === undefined ? undefined : targetIn(kind, meaning.concept);
  if (facts === undefined || meaning === undefined || target === undefined) {
    return { target: ownTarget(kind, name, index, isSame[index] ?? true), confidence: 0.3, because: kept };
  }
  if (target.startsWith('identifier:') && !readsMasks.has(target) && facts.share('masked') > 0.01) {
    const masked: Words = { zh: '有些值隐去了字符，认不出是谁，只保留、不用于合并', en: 'some values hide characters and tell nobody apart: kept as a fact' };
    return { target: `trait:${target.slice('identifier:'.length).replaceAll(/[:.]/g, '_')}`, confidence: 0.9, because: masked };
  }
  if (target === 'trait:address.street' && facts.share('address') > 0.5)
    return { target: 'address', confidence: meaning.confidence, because: because(facts, meaning) };
  // What differs from line to line is the line's.
  if (
    kind === 'order_lines' &&
    target.startsWith('property:') &&
    target !== 'property:revenue' &&
    isSame[index] === false &&
    facts.share('number', 'money') < 0.9
  ) {
    return { target: `product:${target.slice('property:'.length)}`, confidence: meaning.confidence, because: because(facts, meaning) };
  }
  return { target, confidence: meaning.confidence, because: because(facts, meaning) };
}

/** What each column becomes. A target is one column's: the surer one's, of equals the fuller one's; the others keep their names. */
export function decideTargets(input: DecideInput): readonly Decision[] {
  const { kind, columns, isSame } = input;
  const choices = columns.map((_, index) => firstChoice(input, index));
  const winner = new Map<string, number>();
  const rank = (index: number): number => (choices[index]?.confidence ?? 0) + (columns[index]?.filled ?? 0) / 10 - index / 10_000;
  for (const [index, { target }] of choices.entries()) {
    const best = winner.get(target);
    if (!shared.has(target) && (best === undefined || rank(index) > rank(best))) winner.set(target, index);
  }
  const decided = choices.map(({ target, ...rest }, index): Decision => {
    if (shared.has(target) || winner.get(target) === index) return { target, ...rest };
    return { target: ownTarget(kind, columns[index]?.name ?? '', index, isSame[index] ?? true), confidence: 0.6, because: kept };
  });
  return withPeople(kind, columns, withKey(kind, columns, distinct(decided)));
}

/** Two columns with one name of their own, or one inside the other, would overwrite each other. */
function distinct(decisions: readonly Decision[]): readonly Decision[] {
  const taken = new Set<string>();
  return decisions.map((decision) => {
    let { target } = decision;
    const clashes = (name: string): boolean => taken.has(name) || [...taken].some((other) => name.startsWith(`${other}.`) || other.startsWith(`${name}.`));
    if (shared.has(target)) return decision;
    for (let count = 2; clashes(target); count++) target = `${decision.target}_${count}`;
    taken.add(target);
    return { ...decision, target };
  });
}

function withKey(kind: ImportTableKind, columns: readonly ColumnFacts[], decisions: readonly Decision[]): readonly Decision[] {
  if (kind !== 'products') return decisions;
  const candidates = ['attribute:sku', 'attribute:product_id']
    .map((target) => decisions.findIndex((one) => one.target === target))
    .filter((index) => index !== -1);
  const key = candidates.find((index) => (columns[index]?.variety ?? 0) > 0.99) ?? candidates[0];
  return decisions.map((one, index) => (index === key ? { ...one, target: 'key' } : one));
}

/** A table of people whose own number has no usual name is named by the column that tells every row apart. */
function withPeople(kind: ImportTableKind, columns: readonly ColumnFacts[], decisions: readonly Decision[]): readonly Decision[] {
  if (kind !== 'customers' || decisions.some(({ target }) => target.startsWith('identifier:'))) return decisions;
  const index = columns.findIndex(namesPeople);
  const unique: Words = { zh: '每一行都不同，像是客户的编号', en: 'it differs in every row, as a customer’s number does' };
  return decisions.map((one, at) => (at === index ? { target: 'identifier:customer_id', confidence: 0.55, because: unique } : one));
}
