import { storable } from '#kernel';
import type { Measure, OrderOperator, Rule } from '../rule.ts';
import { accountForms, refusedOfAccounts } from './account.ts';
import { at, nearest } from './faults.ts';
import { warnOfTrait } from './known.ts';
import { measureAt, operandAt } from './measure.ts';
import { pathAt } from './path.ts';
import { anniversaryAt, consentAt, listRuleAt, sampleAt } from './people.ts';
import { type JsonRecord, kindOf, listAt, maxDepth, nameAt, objectAt, oneOf, onlyKnown, type Scope } from './scope.ts';
import { aggregateAt, aggregates, selectionAt } from './selection.ts';
import { sequenceAt } from './sequence.ts';
import { shareAt } from './share.ts';
import { called, tagAt } from './tag.ts';
import { numberTestAt, testAt } from './test.ts';
import { windowAt } from './window.ts';

const orders = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const satisfies readonly OrderOperator[];
const forms = [
  'all',
  'any',
  'not',
  'trait',
  'tag',
  'has',
  'did',
  'first',
  'last',
  'sequence',
  'compare',
  'top',
  'bottom',
  'sample',
  'segment',
  'list',
  'account',
  'consent',
  'anniversary',
] as const;
const ofAccounts: readonly string[] = accountForms;

/** Reads a rule. Every part is read even when another one is at fault, so that all faults come at once. */
export function ruleAt(json: unknown, place: string, scope: Scope, depth: number): Rule | null {
  const { faults } = scope;
  if (depth > maxDepth) return faults.add(place, 'DQ_RULE_TOO_DEEP', `a rule nests at most ${maxDepth} levels`);
  const object = objectAt(json, place, faults, 'a rule');
  if (object === null) return null;
  const form = forms.find((name) => name in object);
  if (form !== undefined && scope.isAccount === true && !ofAccounts.includes(form)) return refusedOfAccounts(form, place, faults);
  switch (form) {
    case 'all':
    case 'any':
      return listedAt(object, form, place, scope, depth);
    case 'not': {
      onlyKnown(object, ['not'], place, faults);
      const of = ruleAt(object['not'], at(place, 'not'), scope, depth + 1);
      return of === null ? null : { kind: 'not', of };
    }
    case 'trait': {
      onlyKnown(object, ['trait', 'op', 'value'], place, faults);
      const path = pathAt(object['trait'], at(place, 'trait'), faults);
      if (path !== null) warnOfTrait(path, at(place, 'trait'), scope);
      const test = testAt(object, place, faults);
      return path === null || test === null ? null : { kind: 'trait', path, test };
    }
    case 'tag': {
      onlyKnown(object, ['tag', 'op', 'value'], place, faults);
      const tag = tagAt(object['tag'], at(place, 'tag'), scope);
      const test = testAt(object, place, faults);
      return tag === null || test === null ? null : { kind: 'tag', ...tag, test };
    }
    case 'has': {
      onlyKnown(object, ['has'], place, faults);
      const identifier = nameAt(object['has'], at(place, 'has'), faults, 'a kind of identifier');
      return identifier === null ? null : { kind: 'has', identifier: storable(identifier) };
    }
    case 'did':
      return didAt(object, place, scope, depth);
    case 'first':
    case 'last':
      return edgeAt(object, form, place, scope, depth);
    case 'compare':
      return compareAt(object, place, scope, depth);
    case 'top':
    case 'bottom':
      return rankAt(object, form, place, scope, depth);
    case 'segment':
      return segmentAt(object, place, scope);
    case 'sequence':
      return sequenceAt(object, place, scope, depth);
    case 'sample':
      return sampleAt(object, place, scope);
    case 'list':
      return listRuleAt(object, place, scope);
    case 'consent':
      return consentAt(object, place, scope);
    case 'anniversary':
      return anniversaryAt(object, place, scope);
    case 'account': {
      onlyKnown(object, ['account'], place, faults);
      const of = ruleAt(object['account'], at(place, 'account'), { ...scope, isAccount: true }, depth + 1);
      return of === null ? null : { kind: 'account', of };
    }
    case undefined: {
      const given = Object.keys(object)[0];
      return faults.add(place, 'DQ_RULE_SHAPE', `a rule has one of ${forms.join(', ')}`, given === undefined ? undefined : nearest(given, forms));
    }
  }
}

function listedAt(object: JsonRecord, kind: 'all' | 'any', place: string, scope: Scope, depth: number): Rule | null {
  onlyKnown(object, [kind], place, scope.faults);
  const of = listAt(object[kind], at(place, kind), scope.faults)?.map((item, index) => ruleAt(item, at(at(place, kind), index), scope, depth + 1));
  return of?.every((item) => item !== null) === true ? { kind, of: of.filter((item) => item !== null) } : null;
}

function didAt(object: JsonRecord, place: string, scope: Scope, depth: number): Rule | null {
  const aggregate = aggregateAt(object, place, scope, depth);
  if (aggregate !== undefined) {
    onlyKnown(object, ['did', ...aggregates, 'op', 'value', 'where', 'window', 'each'], place, scope.faults);
    const test = numberTestAt(object, place, scope.faults);
    return aggregate === null || test === null ? null : { kind: 'measure', measure: aggregate, test };
  }
  onlyKnown(object, ['did', 'where', 'window', 'each', 'count'], place, scope.faults);
  const of = selectionAt(object, 'did', place, scope, depth);
  const measure: Measure | null = of === null ? null : { kind: 'count', of };
  if (object['count'] === undefined) return measure === null ? null : { kind: 'measure', measure, test: { op: 'gte', value: 1 } };
  const inner = at(place, 'count');
  const count = objectAt(object['count'], inner, scope.faults, 'count, like {"op": "gte", "value": 3},');
  if (count === null) return null;
  onlyKnown(count, ['op', 'value'], inner, scope.faults);
  const test = numberTestAt(count, inner, scope.faults);
  return measure === null || test === null ? null : { kind: 'measure', measure, test };
}

function edgeAt(object: JsonRecord, edge: 'first' | 'last', place: string, scope: Scope, depth: number): Rule | null {
  onlyKnown(object, [edge, 'where', 'window'], place, scope.faults);
  const window = windowAt(object['window'], at(place, 'window'), scope);
  const { window: _window, ...ever } = object;
  const of = selectionAt(ever, edge, place, scope, depth);
  return window === null || of === null ? null : { kind: 'edge', edge, of, window };
}

function compareAt(object: JsonRecord, place: string, scope: Scope, depth: number): Rule | null {
  onlyKnown(object, ['compare'], place, scope.faults);
  const [parts, path] = [object['compare'], at(place, 'compare')];
  if (!Array.isArray(parts) || parts.length !== 3) {
    return scope.faults.add(path, 'DQ_RULE_SHAPE', `compare takes a list of a measure, an operator and a measure or number, not ${kindOf(parts)}`);
  }
  const left = operandAt(parts[0], at(path, 0), scope, depth + 1);
  const op = oneOf(parts[1], orders, at(path, 1), scope.faults, 'the operator of compare');
  const right = operandAt(parts[2], at(path, 2), scope, depth + 1);
  return left === null || op === null || right === null ? null : { kind: 'compare', left, op, right };
}

function rankAt(object: JsonRecord, end: 'top' | 'bottom', place: string, scope: Scope, depth: number): Rule | null {
  onlyKnown(object, [end], place, scope.faults);
  const inner = at(place, end);
  const json = objectAt(object[end], inner, scope.faults, end);
  if (json === null) return null;
  onlyKnown(json, ['percent', 'n', 'by', 'among'], inner, scope.faults);
  const size = shareAt(json, inner, scope.faults);
  const by = measureAt(json['by'], at(inner, 'by'), scope, depth + 1);
  const among = json['among'] === undefined ? undefined : ruleAt(json['among'], at(inner, 'among'), scope, depth + 1);
  if (size === null || by === null || among === null) return null;
  return { kind: 'rank', rank: { end, size, by, among: among ?? null } };
}

function segmentAt(object: JsonRecord, place: string, scope: Scope): Rule | null {
  const { faults, vocabulary } = scope;
  onlyKnown(object, ['segment'], place, faults);
  const path = at(place, 'segment');
  const key = nameAt(object['segment'], path, faults, 'a segment');
  if (key === null) return null;
  if (key === vocabulary.self) return faults.add(path, 'DQ_RULE_CYCLE', `the segment "${key}" cannot be part of its own rule`);
  if (vocabulary.segments.has(key)) return { kind: 'segment', key, ...called(key, vocabulary.names?.segments) };
  return faults.add(path, 'DQ_RULE_UNKNOWN_SEGMENT', `there is no segment "${key}"`, nearest(key, vocabulary.segments.keys()));
}
