import { storable } from '#kernel';
import { metricKeys } from '../metrics.ts';
import type { Measure, OperationKind } from '../rule.ts';
import { at, nearest } from './faults.ts';
import { refusedOfAccounts } from './account.ts';
import { warnOfTrait } from './known.ts';
import { pathAt } from './path.ts';
import { type JsonRecord, kindOf, maxDepth, nameAt, objectAt, oneOf, onlyKnown, type Scope } from './scope.ts';
import { aggregateAt, aggregates, selectionAt } from './selection.ts';
import { tagAt } from './tag.ts';
import { unitAt } from './window.ts';

const forms = ['did', 'trait', 'tag', 'metric', 'since', 'interval', 'times', 'plus', 'minus', 'else', 'random'] as const;

/** Reads a measure: a number about each profile. */
export function measureAt(json: unknown, place: string, scope: Scope, depth: number): Measure | null {
  const { faults } = scope;
  if (depth > maxDepth) return faults.add(place, 'DQ_RULE_TOO_DEEP', `a rule nests at most ${maxDepth} levels`);
  const object = objectAt(json, place, faults, 'a measure');
  if (object === null) return null;
  const form = forms.find((name) => name in object);
  switch (form) {
    case 'did':
      return didAt(object, place, scope, depth);
    case 'trait': {
      onlyKnown(object, ['trait'], place, faults);
      const path = pathAt(object['trait'], at(place, 'trait'), faults);
      if (path !== null) warnOfTrait(path, at(place, 'trait'), scope);
      return path === null ? null : { kind: 'trait', path };
    }
    case 'tag': {
      if (scope.isAccount === true) return refusedOfAccounts(form, place, faults);
      onlyKnown(object, ['tag'], place, faults);
      const tag = tagAt(object['tag'], at(place, 'tag'), scope);
      return tag === null ? null : { kind: 'tag', ...tag };
    }
    case 'metric': {
      onlyKnown(object, ['metric'], place, faults);
      const key = oneOf(object['metric'], metricKeys, at(place, 'metric'), faults, 'metric');
      return key === null ? null : { kind: 'metric', key };
    }
    case 'since':
      return sinceAt(object, place, scope, depth);
    case 'interval':
      return intervalAt(object, place, scope, depth);
    case 'times':
    case 'plus':
    case 'minus':
    case 'else':
      return operationAt(object, form, place, scope, depth);
    case 'random': {
      if (scope.isAccount === true) return refusedOfAccounts(form, place, faults);
      onlyKnown(object, ['random'], place, faults);
      const seed = nameAt(object['random'], at(place, 'random'), faults, 'the seed');
      return seed === null ? null : { kind: 'random', seed: storable(seed) };
    }
    case undefined: {
      const given = Object.keys(object)[0];
      return faults.add(place, 'DQ_RULE_SHAPE', `a measure has one of ${forms.join(', ')}`, given === undefined ? undefined : nearest(given, forms));
    }
  }
}

/** A measure, or a number that stands for itself. */
export function operandAt(json: unknown, place: string, scope: Scope, depth: number): Measure | null {
  if (typeof json !== 'number') return measureAt(json, place, scope, depth);
  return Number.isFinite(json) ? { kind: 'number', value: json } : scope.faults.add(place, 'DQ_RULE_VALUE', 'this number is too large');
}

function didAt(object: JsonRecord, place: string, scope: Scope, depth: number): Measure | null {
  onlyKnown(object, ['did', 'count', ...aggregates, 'where', 'window', 'each'], place, scope.faults);
  const aggregate = aggregateAt(object, place, scope, depth);
  if (aggregate !== undefined) {
    if ('count' in object) scope.faults.add(at(place, 'count'), 'DQ_RULE_SHAPE', 'either count or another aggregate');
    return aggregate;
  }
  if (object['count'] !== true)
    scope.faults.add(
      at(place, 'count'),
      'DQ_RULE_VALUE',
      `a measure of events says what it counts: "count": true or one of ${aggregates.join(', ')}`,
      '"count": true',
    );
  const of = selectionAt(object, 'did', place, scope, depth);
  return of === null || object['count'] !== true ? null : { kind: 'count', of };
}

function sinceAt(object: JsonRecord, place: string, scope: Scope, depth: number): Measure | null {
  const { faults } = scope;
  onlyKnown(object, ['since', 'unit'], place, faults);
  const inner = at(place, 'since');
  const unit = exactUnitAt(object['unit'], at(place, 'unit'), scope);
  const event = objectAt(object['since'], inner, faults, 'since');
  if (event === null) return null;
  onlyKnown(event, ['first', 'last', 'where'], inner, faults);
  const edge = 'first' in event ? 'first' : 'last';
  if ('first' in event && 'last' in event) faults.add(at(inner, 'last'), 'DQ_RULE_SHAPE', 'either first or last');
  const of = selectionAt(event, edge, inner, scope, depth);
  return unit === null || of === null ? null : { kind: 'since', edge, of, unit };
}

function intervalAt(object: JsonRecord, place: string, scope: Scope, depth: number): Measure | null {
  const { faults } = scope;
  onlyKnown(object, ['interval', 'unit'], place, faults);
  const inner = at(place, 'interval');
  const unit = exactUnitAt(object['unit'], at(place, 'unit'), scope);
  const event = objectAt(object['interval'], inner, faults, 'interval');
  if (event === null) return null;
  onlyKnown(event, ['did', 'where', 'stat'], inner, faults);
  const stat = oneOf(event['stat'], ['avg', 'median'], at(inner, 'stat'), faults, 'stat');
  const of = selectionAt(event, 'did', inner, scope, depth);
  return unit === null || of === null || stat === null ? null : { kind: 'interval', stat, of, unit };
}

function exactUnitAt(json: unknown, place: string, scope: Scope): 'minute' | 'hour' | 'day' | 'week' | null {
  const unit = unitAt(json, place, scope.faults);
  return unit === 'month'
    ? scope.faults.add(place, 'DQ_RULE_VALUE', 'months have no fixed length; an age is measured in minutes, hours, days or weeks', 'day')
    : unit;
}

function operationAt(object: JsonRecord, kind: OperationKind, place: string, scope: Scope, depth: number): Measure | null {
  onlyKnown(object, [kind], place, scope.faults);
  const [operands, path] = [object[kind], at(place, kind)];
  if (!Array.isArray(operands) || operands.length !== 2) {
    return scope.faults.add(path, 'DQ_RULE_SHAPE', `${kind} takes a list of two measures or numbers, not ${kindOf(operands)}`);
  }
  const left = operandAt(operands[0], at(path, 0), scope, depth + 1);
  const right = operandAt(operands[1], at(path, 1), scope, depth + 1);
  return left === null || right === null ? null : { kind, left, right };
}
