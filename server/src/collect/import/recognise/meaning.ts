import type { ImportTableKind } from '@danqing/contracts';
import type { Concept } from './concept.ts';
import { eventConcepts } from './concepts-events.ts';
import { orderConcepts } from './concepts-orders.ts';
import { identifierConcepts, traitConcepts } from './concepts-people.ts';
import type { ColumnFacts } from './facts.ts';
import { plainHeading } from './heading.ts';

/** One thing that a column may mean, with how sure that is (0 to 1) and whether its heading or its contents said so. */
export interface Meaning {
  readonly concept: Concept;
  readonly confidence: number;
  readonly by: 'heading' | 'part' | 'contents' | 'system';
}

const all: readonly Concept[] = [...identifierConcepts, ...traitConcepts, ...orderConcepts, ...eventConcepts];
const byHeading = new Map<string, Concept[]>();
for (const concept of all) for (const heading of concept.headings.split('|')) byHeading.set(heading, [...(byHeading.get(heading) ?? []), concept]);
const named = (id: string): Concept => all.find((concept) => concept.id === id) ?? { id, headings: '' };

/** What a heading means that a known system has. */
export function meaningFor(target: string): Meaning {
  const concept = all.find(({ person, event }) => person === target || event === target);
  return { concept: { id: concept?.id ?? target, headings: '', person: target, event: target, thing: target }, confidence: 0.99, by: 'system' };
}

/** Up to 0.03: of several headings for one thing in a file, the one that stands first in the dictionary is meant. */
const rarity = ({ headings }: Concept, plain: string): number => Math.min(0.03, headings.split('|').indexOf(plain) / 2000);

const numeric: ReadonlySet<string> = new Set([
  'amount',
  'quantity',
  'price',
  'line_amount',
  'subtotal',
  'shipping',
  'tax',
  'discount',
  'refund_amount',
  'points_change',
  'points_balance',
  'total_spent',
]);
const timely: ReadonlySet<string> = new Set([
  'order_time',
  'pay_time',
  'shipped_at',
  'completed_at',
  'cancelled_at',
  'event_time',
  'registered_at',
  'last_order_at',
  'birthday',
]);

/** Whether a column's contents can be what its heading says. A column of blanks can be anything. */
function fits(concept: Concept, facts: ColumnFacts): boolean {
  const { id } = concept;
  if (facts.known === 0) return true;
  if (id === 'phone') return facts.share('phone', 'masked', 'number') + facts.texts.filter((text) => /^[\d\s()+-]{7,}$/.test(text)).length / facts.known > 0.3;
  if (id === 'email') return facts.share('email', 'masked') > 0.3;
  if (numeric.has(id)) return facts.share('number', 'money', 'date') > 0.5;
  if (timely.has(id)) return facts.share('date', 'ambiguous_date', 'number', 'masked') > 0.5;
  if (id === 'points_reason' || id === 'brand') return facts.share('number') < 0.9;
  return true;
}

/** Words that mean nothing without what stands before them. */
const vague: ReadonlySet<string> = new Set([
  'name',
  'id',
  'title',
  'code',
  'type',
  'status',
  'state',
  'time',
  'date',
  'value',
  'number',
  'no',
  'note',
  'source',
  'level',
  'group',
  'description',
]);

/** The heading by which a column is looked up: of a path into a document (`items[].sku`, `buyer.phone`) the whole where that is known, of a list's an item's, else its last step. */
function knownHeading(name: string): string {
  const plain = plainHeading(name.replaceAll('[]', ''));
  const last = plainHeading(name.slice(name.lastIndexOf('.') + 1));
  if (!name.includes('.') || byHeading.has(plain)) return plain;
  const candidates = name.includes('[]') ? [`item${last}`, last] : [plainHeading(name.split('.').slice(-2).join('')), ...(vague.has(last) ? [] : [last])];
  return candidates.find((candidate) => byHeading.has(candidate)) ?? plain;
}

/** Everything that a column may mean, the likeliest first; empty when neither its heading nor its contents are known. */
export function meaningsOf(facts: ColumnFacts): readonly Meaning[] {
  const plain = knownHeading(facts.name);
  const whole = (byHeading.get(plain) ?? [])
    .filter((concept) => fits(concept, facts))
    .map((concept): Meaning => ({ concept, confidence: 0.98 - rarity(concept, plain), by: 'heading' }));
  // Shopify calls an order's number its name.
  if (plain === 'name' && facts.texts.some((text) => /^#\d+$/.test(text))) return [{ concept: named('order_id'), confidence: 0.95, by: 'contents' }];
  const parts = all
    .filter((concept) => concept.part?.test(plain) === true && fits(concept, facts) && !whole.some((one) => one.concept === concept))
    .map((concept): Meaning => ({ concept, confidence: 0.8, by: 'part' }));
  return [...whole, ...parts, ...(whole.length + parts.length > 0 ? [] : byContents(facts))];
}

function byContents(facts: ColumnFacts): readonly Meaning[] {
  const meaning = (id: string, share: number): readonly Meaning[] =>
    share >= 0.8 && facts.known >= 3 ? [{ concept: named(id), confidence: Math.round(share * 85) / 100, by: 'contents' }] : [];
  return [
    ...meaning('phone', facts.share('phone', 'masked') * (facts.share('phone') > 0 ? 1 : 0)),
    ...meaning('email', facts.share('email')),
    ...meaning('id_card', facts.share('id_card')),
    ...meaning('province', facts.share('province')),
    ...meaning('street', facts.share('address')),
    ...meaning('gender', facts.distinct <= 4 ? facts.share('gender') * (facts.values.some(([text]) => /[男女]|male/i.test(text)) ? 1 : 0) : 0),
  ];
}

/** The order in which concepts of one heading are preferred in a table of a kind. */
const preferred = (kind: ImportTableKind): readonly (readonly Concept[])[] => {
  if (kind === 'customers' || kind === 'unknown') return [identifierConcepts, traitConcepts, eventConcepts, orderConcepts];
  if (kind === 'orders' || kind === 'order_lines' || kind === 'products') return [identifierConcepts, orderConcepts, eventConcepts, traitConcepts];
  return [identifierConcepts, eventConcepts, orderConcepts, traitConcepts];
};

/** What a column means in a table of this kind; a thing that such tables do not speak of is none. */
export function meaningIn(kind: ImportTableKind, meanings: readonly Meaning[]): Meaning | undefined {
  if (meanings[0]?.by === 'system') return meanings[0];
  for (const group of preferred(kind)) {
    const found = meanings.find(({ concept }) => group.includes(concept) && targetIn(kind, concept) !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a concept becomes in a table of this kind. */
export function targetIn(kind: ImportTableKind, concept: Concept): string | undefined {
  if (kind === 'customers' || kind === 'unknown') return concept.person;
  return kind === 'products' ? concept.thing : concept.event;
}
