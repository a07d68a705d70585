import type { RuleJson } from '@danqing/contracts';
import { keepKey } from './key.ts';

/**
 * The editor's model is the rule itself: nothing that an editor does not know can get lost. Parts are named by JSON Pointers ('' is the rule), as the
 * server names them in faults and funnels. An *item* stands in a group's list: '/all/2', with what it negates behind it: '/all/2/not'.
 */
export type Place = string;

export interface Group {
  readonly join: 'all' | 'any';
  readonly of: readonly RuleJson[];
}

export const groupOf = (rule: RuleJson): Group | null => ('all' in rule ? { join: 'all', of: rule.all } : 'any' in rule ? { join: 'any', of: rule.any } : null);

export const groupJson = ({ join, of }: Group): RuleJson => (join === 'all' ? { all: of } : { any: of });

const stepsOf = (place: Place): readonly string[] => place.split('/').slice(1);

/** The item that a place stands in: without what it negates. */
export const itemOf = (place: Place): Place => place.replace(/(\/not)+$/, '');

/** The group that an item stands in, and where; null for the rule itself. */
export function spotOf(item: Place): { readonly group: Place; readonly index: number } | null {
  const [, group, index] = /^(.*)\/(?:all|any)\/(\d+)$/.exec(item) ?? [];
  return group === undefined || index === undefined ? null : { group, index: Number(index) };
}

export function ruleAt(rule: RuleJson, place: Place): RuleJson | undefined {
  return walk(rule, stepsOf(place));
}

function walk(rule: RuleJson, [step, ...rest]: readonly string[]): RuleJson | undefined {
  if (step === undefined) return rule;
  if (step === 'not') return 'not' in rule ? walk(rule.not, rest) : undefined;
  const group = groupOf(rule);
  const [index, ...deeper] = rest;
  const part = group?.join === step ? group.of[Number(index)] : undefined;
  return part === undefined ? undefined : walk(part, deeper);
}

/** Changes one part; all others stay the same objects. A place that is not there changes nothing. */
export function changeAt(rule: RuleJson, place: Place, change: (part: RuleJson) => RuleJson): RuleJson {
  return changeIn(rule, stepsOf(place), change);
}

function changeIn(rule: RuleJson, [step, ...rest]: readonly string[], change: (part: RuleJson) => RuleJson): RuleJson {
  if (step === undefined) return keepKey(rule, change(rule));
  if (step === 'not') return 'not' in rule ? keepKey(rule, { not: changeIn(rule.not, rest, change) }) : rule;
  const group = groupOf(rule);
  if (group?.join !== step) return rule;
  const [index, ...deeper] = rest;
  const of = group.of.map((part, at) => (String(at) === index ? changeIn(part, deeper, change) : part));
  return keepKey(rule, groupJson({ join: group.join, of }));
}

export function insertAt(rule: RuleJson, group: Place, index: number, part: RuleJson): RuleJson {
  return changeAt(rule, group, (found) => {
    const parts = groupOf(found);
    return parts === null ? found : groupJson({ join: parts.join, of: parts.of.toSpliced(index, 0, part) });
  });
}

/** Takes a part out by identity; groups that it leaves empty go with it, but never the rule itself. */
function without(rule: RuleJson, gone: RuleJson): RuleJson | null {
  if (rule === gone) return null;
  if ('not' in rule) {
    const of = without(rule.not, gone);
    return of === null ? null : of === rule.not ? rule : keepKey(rule, { not: of });
  }
  const group = groupOf(rule);
  if (group === null) return rule;
  const of = group.of.flatMap((part) => without(part, gone) ?? []);
  if (of.length === group.of.length && of.every((part, index) => part === group.of[index])) return rule;
  return of.length === 0 ? null : keepKey(rule, groupJson({ join: group.join, of }));
}

export function removeAt(rule: RuleJson, place: Place): RuleJson {
  const gone = ruleAt(rule, itemOf(place));
  if (gone === undefined || gone === rule) return rule;
  return without(rule, gone) ?? { all: [] };
}

/** Moves an item into a group, before what stands at `index` there now. Into itself nothing can be moved. */
export function moveTo(rule: RuleJson, item: Place, group: Place, index: number): RuleJson {
  const moved = ruleAt(rule, item);
  if (moved === undefined || item === '' || group === item || group.startsWith(`${item}/`)) return rule;
  const hole: RuleJson = { all: [] };
  const open = changeAt(rule, item, () => hole);
  return without(insertAt(open, group, index, moved), hole) ?? rule;
}
