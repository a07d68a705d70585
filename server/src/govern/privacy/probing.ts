import type { FieldScope, PersonalClass } from '@danqing/contracts';
import { Fault, type FaultDetail, isJsonObject } from '#kernel';

/**
 * Answers that show rows by a rule or in an order are an oracle: who may not see a phone number could ask for those that begin with 138, then with 1381,
 * until it is known. So whoever does not see personal data may compare personal fields with whole values only (as a search does), ask whether they are
 * known, and ask for anniversaries of a birthday; parts, ranges and orders are refused, in lists, exports, previews, portraits, overlaps, schemes and proofs alike. What a saved segment or tag reads stays open to all who may
 * name it: somebody who may write definitions has said so, and it stands in the audit log.
 */

/** The class of a field; undefined or `none`: not personal by its name. */
export type ClassOf = (scope: FieldScope, path: string) => PersonalClass | undefined;

/** Tests that need the whole value, or none. */
const wholeValues = new Set<unknown>(['eq', 'ne', 'in', 'nin', 'exists', 'missing']);
const aggregates = ['sum', 'avg', 'min', 'max'];

const isPersonal = (classOf: ClassOf, scope: FieldScope, path: unknown): path is string => {
  if (typeof path !== 'string') return false;
  const found = classOf(scope, scope === 'property' && path.startsWith('$') ? path.slice(1) : path);
  return found !== undefined && found !== 'none';
};

const message = (field: string): string =>
  `${field} holds personal data, which you see masked: it can be compared with whole values only (eq, ne, in, nin, exists, missing)`;

function* offences(value: unknown, place: string, classOf: ClassOf): Generator<FaultDetail> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* offences(item, `${place}/${index}`, classOf);
  if (!isJsonObject(value)) return;
  const { trait, tag, prop, op } = value;
  const offence = (field: string): FaultDetail => ({ path: place, code: 'DQ_RULE_PERSONAL', message: message(field) });
  if (!wholeValues.has(op)) {
    if (isPersonal(classOf, 'trait', trait)) yield offence(trait);
    if (isPersonal(classOf, 'tag', tag)) yield offence(tag);
    if (isPersonal(classOf, 'property', prop)) yield offence(prop);
  }
  for (const name of aggregates) {
    const path = value[name];
    if (isPersonal(classOf, 'property', path)) yield offence(path);
  }
  for (const [key, inner] of Object.entries(value)) if (typeof inner === 'object' && inner !== null) yield* offences(inner, `${place}/${key}`, classOf);
}

/** Where a rule (wire form) would draw personal data out of an answer bit by bit; `place`: where the rule stands in the request. */
export const probesIn = (rule: unknown, place: string, classOf: ClassOf): readonly FaultDetail[] => [...offences(rule, place, classOf)];

/** Refuses such a rule of somebody who does not see personal data (403). */
export function refuseProbing(rule: unknown, place: string, caller: { readonly seesPersonalData: boolean }, classOf: ClassOf): void {
  const errors = caller.seesPersonalData ? [] : probesIn(rule, place, classOf);
  if (errors.length > 0) throw new Fault('DQ_RULE_PERSONAL', 403, 'this rule would show personal data piece by piece', { errors });
}

/**
 * Refuses an order by personal data to somebody who does not see them (403): the order of masked rows would tell what the masks hide.
 * `by`: a column of the list of customers.
 */
export function refuseSort(by: string, caller: { readonly seesPersonalData: boolean }, classOf: ClassOf): void {
  if (maySort(by, caller, classOf)) return;
  const detail = { path: '/sort/by', code: 'DQ_SORT_PERSONAL', message: `${by} holds personal data, which you see masked: there is no order by it` };
  throw new Fault('DQ_SORT_PERSONAL', 403, 'there is no order by what you see masked', { errors: [detail] });
}

const scopes: Readonly<Record<string, FieldScope>> = { traits: 'trait', tags: 'tag' };

/** Whether an order by this column tells no more than whoever asks sees. */
export function maySort(by: string, caller: { readonly seesPersonalData: boolean }, classOf: ClassOf): boolean {
  const dot = by.indexOf('.');
  const scope = scopes[by.slice(0, dot)];
  return caller.seesPersonalData || scope === undefined || !isPersonal(classOf, scope, by.slice(dot + 1));
}
