/** The forms that name people by other means than what they did: uploaded lists, samples, consents, days that come back. */
import { storable } from '#kernel';
import type { Rule } from '../rule.ts';
import { at, nearest } from './faults.ts';
import { warnOfTrait } from './known.ts';
import { pathAt } from './path.ts';
import { type JsonRecord, nameAt, objectAt, oneOf, onlyKnown, type Scope } from './scope.ts';
import { shareAt } from './share.ts';
import { called } from './tag.ts';

export function sampleAt(object: JsonRecord, place: string, { faults }: Scope): Rule | null {
  onlyKnown(object, ['sample'], place, faults);
  const inner = at(place, 'sample');
  const json = objectAt(object['sample'], inner, faults, 'a sample, like {"percent": 10, "seed": "spring"},');
  if (json === null) return null;
  onlyKnown(json, ['percent', 'n', 'seed'], inner, faults);
  const size = shareAt(json, inner, faults);
  const seed = nameAt(json['seed'], at(inner, 'seed'), faults, 'the seed');
  return size === null || seed === null ? null : { kind: 'sample', size, seed: storable(seed) };
}

export function listRuleAt(object: JsonRecord, place: string, { faults, vocabulary }: Scope): Rule | null {
  onlyKnown(object, ['list'], place, faults);
  const path = at(place, 'list');
  const key = nameAt(object['list'], path, faults, 'a list');
  if (key === null) return null;
  if (vocabulary.lists?.has(key) === true) return { kind: 'list', key, ...called(key, vocabulary.names?.lists) };
  return faults.add(path, 'DQ_RULE_UNKNOWN_LIST', `there is no list "${key}"`, nearest(key, vocabulary.lists?.keys() ?? []));
}

export function consentAt(object: JsonRecord, place: string, { faults }: Scope): Rule | null {
  onlyKnown(object, ['consent', 'channel'], place, faults);
  const purpose = nameAt(object['consent'], at(place, 'consent'), faults, 'the purpose of a consent');
  const channel = object['channel'] === undefined ? undefined : nameAt(object['channel'], at(place, 'channel'), faults, 'a channel');
  if (purpose === null || channel === null) return null;
  return { kind: 'consent', purpose: storable(purpose), channel: channel === undefined ? null : storable(channel) };
}

export function anniversaryAt(object: JsonRecord, place: string, scope: Scope): Rule | null {
  const { faults } = scope;
  onlyKnown(object, ['anniversary', 'next', 'unit'], place, faults);
  const path = pathAt(object['anniversary'], at(place, 'anniversary'), faults);
  if (path !== null) warnOfTrait(path, at(place, 'anniversary'), scope);
  const unit = oneOf(object['unit'], ['day'], at(place, 'unit'), faults, 'unit');
  const { next } = object;
  if (typeof next !== 'number' || !Number.isInteger(next) || next < 0 || next > 366) {
    return faults.add(at(place, 'next'), 'DQ_RULE_VALUE', 'next is a whole number of days from 0 (today) to 366');
  }
  return path === null || unit === null ? null : { kind: 'anniversary', path, days: next };
}
