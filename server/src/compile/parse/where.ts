import type { Path, Subject, Where } from '../rule.ts';
import { at, nearest } from './faults.ts';
import { warnOfSubject } from './known.ts';
import { elementSubjectAt, listPathAt, subjectAt } from './path.ts';
import { type JsonRecord, listAt, maxDepth, objectAt, onlyKnown, type Scope } from './scope.ts';
import { testAt } from './test.ts';

const forms = ['all', 'any', 'not', 'prop', 'element'] as const;

/** What paths read: the event, the elements that are counted instead of events, or one element of a list. */
export type Reads = { readonly of: 'event' } | { readonly of: 'each' | 'element'; readonly list: Path };

/** Reads a path of an event or of the element at hand, and warns of one that no data has. */
export function subjectReadAt(json: unknown, place: string, reads: Reads, scope: Scope): Subject | null {
  const subject = reads.of === 'event' ? subjectAt(json, place, scope.faults) : elementSubjectAt(json, place, scope.faults, reads.of === 'each');
  if (subject !== null) warnOfSubject(subject, place, reads.of === 'event' ? null : reads.list, scope);
  return subject;
}

/** Reads a condition on one event, or on one element. */
export function whereAt(json: unknown, place: string, scope: Scope, depth: number, reads: Reads): Where | null {
  const { faults } = scope;
  if (depth > maxDepth) return faults.add(place, 'DQ_RULE_TOO_DEEP', `a rule nests at most ${maxDepth} levels`);
  const object = objectAt(json, place, faults, 'a condition on events');
  if (object === null) return null;
  const form = forms.find((name) => name in object);
  switch (form) {
    case 'all':
    case 'any': {
      onlyKnown(object, [form], place, faults);
      const list = listAt(object[form], at(place, form), faults);
      const of = list?.map((item, index) => whereAt(item, at(at(place, form), index), scope, depth + 1, reads));
      return of?.every((item) => item !== null) === true ? { kind: form, of: of.filter((item) => item !== null) } : null;
    }
    case 'not': {
      onlyKnown(object, ['not'], place, faults);
      const of = whereAt(object['not'], at(place, 'not'), scope, depth + 1, reads);
      return of === null ? null : { kind: 'not', of };
    }
    case 'prop': {
      onlyKnown(object, ['prop', 'op', 'value'], place, faults);
      const subject = subjectReadAt(object['prop'], at(place, 'prop'), reads, scope);
      const test = testAt(object, place, faults);
      return subject === null || test === null ? null : { ...subject, test };
    }
    case 'element':
      return elementAt(object, place, scope, depth, reads);
    case undefined: {
      const given = Object.keys(object)[0];
      return faults.add(
        place,
        'DQ_RULE_SHAPE',
        `a condition on events has one of ${forms.join(', ')}`,
        given === undefined ? undefined : nearest(given, forms),
      );
    }
  }
}

function elementAt(object: JsonRecord, place: string, scope: Scope, depth: number, reads: Reads): Where | null {
  onlyKnown(object, ['element', 'where'], place, scope.faults);
  if (reads.of !== 'event') return scope.faults.add(at(place, 'element'), 'DQ_RULE_SHAPE', 'an element is at hand already: its own fields are read by prop');
  const list = listPathAt(object['element'], at(place, 'element'), scope.faults);
  if (list === null) return null;
  const where = whereAt(object['where'], at(place, 'where'), scope, depth + 1, { of: 'element', list });
  return where === null ? null : { kind: 'element', list, where };
}
