import type { Where } from '../rule.ts';
import { at, nearest } from './faults.ts';
import { subjectAt } from './path.ts';
import { listAt, maxDepth, objectAt, onlyKnown, type Scope } from './scope.ts';
import { testAt } from './test.ts';

const forms = ['all', 'any', 'not', 'prop', 'element'] as const;

/** Reads a condition on one event. */
export function whereAt(json: unknown, place: string, scope: Scope, depth: number): Where | null {
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
      const of = list?.map((item, index) => whereAt(item, at(at(place, form), index), scope, depth + 1));
      return of?.every((item) => item !== null) === true ? { kind: form, of: of.filter((item) => item !== null) } : null;
    }
    case 'not': {
      onlyKnown(object, ['not'], place, faults);
      const of = whereAt(object['not'], at(place, 'not'), scope, depth + 1);
      return of === null ? null : { kind: 'not', of };
    }
    case 'prop': {
      onlyKnown(object, ['prop', 'op', 'value'], place, faults);
      const subject = subjectAt(object['prop'], at(place, 'prop'), faults);
      const test = testAt(object, place, faults);
      return subject === null || test === null ? null : { ...subject, test };
    }
    case 'element':
      return faults.add(place, 'DQ_RULE_NOT_AVAILABLE', '"element" is not available yet');
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
