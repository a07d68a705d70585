import type { RuleJson } from '@danqing/contracts';
import { keyOf } from './key.ts';
import { changeAt, groupJson, groupOf, insertAt, moveTo, type Place, ruleAt, spotOf } from './tree.ts';

/** Where the group lies that an item negates or is: behind all its `not`. */
function groupPlaceOf(rule: RuleJson, item: Place): Place | null {
  const part = ruleAt(rule, item);
  if (part === undefined) return null;
  if ('not' in part) return groupPlaceOf(rule, `${item}/not`);
  return groupOf(part) === null ? null : item;
}

const lengthOf = (rule: RuleJson, group: Place): number => {
  const part = ruleAt(rule, group);
  return part === undefined ? 0 : (groupOf(part)?.of.length ?? 0);
};

const joinAt = (rule: RuleJson, group: Place): 'all' | 'any' => {
  const part = ruleAt(rule, group);
  return part === undefined ? 'all' : (groupOf(part)?.join ?? 'all');
};

/** The group that stands right before or after an item. */
function neighbour(rule: RuleJson, item: Place, step: -1 | 1): Place | null {
  const spot = spotOf(item);
  if (spot === null) return null;
  return groupPlaceOf(rule, `${spot.group}/${joinAt(rule, spot.group)}/${spot.index + step}`);
}

/**
 * Where the next item before or behind lies that is shown in the same list: the outermost `all` shows whom it takes in and whom it leaves out apart.
 * Null: there is none.
 */
function nextIndex(rule: RuleJson, item: Place, step: -1 | 1): number | null {
  const spot = spotOf(item);
  const part = ruleAt(rule, item);
  const around = spot === null ? undefined : ruleAt(rule, spot.group);
  const group = around === undefined ? null : groupOf(around);
  if (spot === null || part === undefined || group === null) return null;
  const isApart = spot.group === '' && group.join === 'all';
  for (let index = spot.index + step; index >= 0 && index < group.of.length; index += step) {
    const other = group.of[index];
    if (other !== undefined && (!isApart || 'not' in other === 'not' in part)) return index;
  }
  return null;
}

/** One place up in its list; from the first place out of the group, before it. Null where there is nowhere to go. */
export function moveUp(rule: RuleJson, item: Place): RuleJson | null {
  const [index, spot] = [nextIndex(rule, item, -1), spotOf(item)];
  return index === null || spot === null ? moveOut(rule, item, 0) : moveTo(rule, item, spot.group, index);
}

export function moveDown(rule: RuleJson, item: Place): RuleJson | null {
  const [index, spot] = [nextIndex(rule, item, 1), spotOf(item)];
  return index === null || spot === null ? moveOut(rule, item, 1) : moveTo(rule, item, spot.group, index + 1);
}

/** Out of its group, before (0) or behind (1) it. */
export function moveOut(rule: RuleJson, item: Place, side: 0 | 1 = 1): RuleJson | null {
  const group = spotOf(item)?.group;
  const outer = group === undefined ? null : spotOf(group.replace(/(\/not)+$/, ''));
  return outer === null ? null : moveTo(rule, item, outer.group, outer.index + side);
}

/** Into the group right above it (as the last), else into the one right below (as the first). */
export function moveIn(rule: RuleJson, item: Place): RuleJson | null {
  const above = neighbour(rule, item, -1);
  if (above !== null) return moveTo(rule, item, above, lengthOf(rule, above));
  const below = neighbour(rule, item, 1);
  return below === null ? null : moveTo(rule, item, below, 0);
}

/** Puts an item into a group of its own, which joins the other way than the group around it. */
export function wrap(rule: RuleJson, item: Place): RuleJson {
  const join = joinAt(rule, spotOf(item)?.group ?? '') === 'all' ? 'any' : 'all';
  return changeAt(rule, item, (part) => {
    const group = groupJson({ join, of: [part] });
    keyOf(group);
    return group;
  });
}

/** Puts the parts of a group in its place; null for what is no group, or a negated one. */
export function unwrap(rule: RuleJson, item: Place): RuleJson | null {
  const part = ruleAt(rule, item);
  const group = part === undefined ? null : groupOf(part);
  const spot = spotOf(item);
  if (group === null || spot === null) return null;
  return changeAt(rule, spot.group, (around) => {
    const outer = groupOf(around);
    return outer === null ? around : groupJson({ join: outer.join, of: outer.of.toSpliced(spot.index, 1, ...group.of) });
  });
}

export function duplicate(rule: RuleJson, item: Place): RuleJson {
  const part = ruleAt(rule, item);
  const spot = spotOf(item);
  return part === undefined || spot === null ? rule : insertAt(rule, spot.group, spot.index + 1, structuredClone(part));
}

/** Leaves out whom it took in, and the other way round. */
export const negate = (rule: RuleJson, item: Place): RuleJson => changeAt(rule, item, (part) => ('not' in part ? part.not : { not: part }));

export const rejoin = (rule: RuleJson, group: Place, join: 'all' | 'any'): RuleJson =>
  changeAt(rule, group, (part) => {
    const parts = groupOf(part);
    return parts === null ? part : groupJson({ join, of: parts.of });
  });
