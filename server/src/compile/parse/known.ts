import { knownEventNames, storedNames } from '../vendor-names.ts';
import type { Path, Subject } from '../rule.ts';
import { nearest } from './faults.ts';
import type { Scope } from './scope.ts';

/** Warns of an event that nobody sent yet; the common vocabulary is suggested from too. */
export function warnOfEvent(name: string, place: string, { vocabulary, warnings }: Scope): void {
  const events = vocabulary.known?.events;
  if (events === undefined || name === '*' || storedNames(name).some((stored) => events.seen.has(stored))) return;
  const near = nearest(name, [...events.own, ...knownEventNames]);
  warnings.add(place, 'DQ_RULE_UNSEEN_EVENT', `no event "${name.slice(0, 100)}" has arrived yet`, near === name ? undefined : near);
}

/** Warns of a property that no event has. `list`: the list whose element it belongs to. */
export function warnOfSubject(subject: Subject, place: string, list: Path | null, { vocabulary, warnings }: Scope): void {
  const known = subject.kind === 'product' ? vocabulary.known?.products : vocabulary.known?.properties;
  if (known === undefined || subject.kind === 'context') return;
  const prefix = subject.kind === 'item' && list !== null ? `${list.text}.` : '';
  if (known.seen.has(`${prefix}${subject.path.text}`) || (prefix !== '' && subject.path.text === 'amount')) return;
  const candidates = [...known.own].flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  const near = nearest(subject.path.text, candidates);
  const what = subject.kind === 'product' ? 'product' : 'event';
  warnings.add(place, 'DQ_RULE_UNSEEN_PROPERTY', `no ${what} has "${subject.path.text.slice(0, 100)}" yet`, near);
}

export function warnOfTrait(path: Path, place: string, { vocabulary, warnings, isAccount }: Scope): void {
  const known = isAccount === true ? vocabulary.known?.accounts : vocabulary.known?.traits;
  if (known === undefined || known.seen.has(path.text)) return;
  const whose = isAccount === true ? 'account' : 'profile';
  warnings.add(place, 'DQ_RULE_UNSEEN_TRAIT', `no ${whose} has the trait "${path.text.slice(0, 100)}" yet`, nearest(path.text, known.own));
}
