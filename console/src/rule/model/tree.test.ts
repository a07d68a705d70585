import type { RuleJson } from '@danqing/contracts';
import { describe, expect, it } from 'vitest';
import { duplicate, moveDown, moveIn, moveOut, moveUp, negate, rejoin, unwrap, wrap } from './actions.ts';
import { keyOf } from './key.ts';
import { changeAt, insertAt, moveTo, removeAt, ruleAt } from './tree.ts';

const has = (kind: string): RuleJson => ({ has: kind });
const a = has('a');
const b = has('b');
const c = has('c');
const d = has('d');
const e = has('e');
const rule: RuleJson = { all: [a, { any: [b, c] }, { not: d }, { not: { any: [e] } }] };

describe('places', () => {
  it('lead to the parts that the server names by them', () => {
    expect(ruleAt(rule, '')).toBe(rule);
    expect(ruleAt(rule, '/all/1/any/1')).toBe(c);
    expect(ruleAt(rule, '/all/3/not/any/0')).toBe(e);
    expect(ruleAt(rule, '/any/0')).toBeUndefined();
  });

  it('change one part and leave all others the same objects, with their keys', () => {
    const next = changeAt(rule, '/all/1/any/0', () => has('x'));
    expect(next).toEqual({ all: [a, { any: [has('x'), c] }, { not: d }, { not: { any: [e] } }] });
    expect(ruleAt(next, '/all/0')).toBe(a);
    const [before, after] = [ruleAt(rule, '/all/1/any/0'), ruleAt(next, '/all/1/any/0')];
    expect(before !== undefined && after !== undefined && keyOf(before) === keyOf(after)).toBe(true);
    expect(changeAt(rule, '/all/9', () => a)).toEqual(rule);
  });
});

describe('taking out and putting in', () => {
  it('takes a group along that it leaves empty, with its not', () => {
    expect(removeAt(rule, '/all/3/not/any/0')).toEqual({ all: [a, { any: [b, c] }, { not: d }] });
    expect(removeAt(rule, '/all/2/not')).toEqual({ all: [a, { any: [b, c] }, { not: { any: [e] } }] });
    expect(removeAt({ any: [a] }, '/any/0')).toEqual({ all: [] });
  });

  it('moves across groups, but nothing into itself', () => {
    expect(moveTo(rule, '/all/0', '/all/1', 2)).toEqual({ all: [{ any: [b, c, a] }, { not: d }, { not: { any: [e] } }] });
    expect(moveTo(rule, '/all/1/any/0', '', 0)).toEqual({ all: [b, a, { any: [c] }, { not: d }, { not: { any: [e] } }] });
    expect(moveTo(rule, '/all/1', '/all/1', 0)).toBe(rule);
    expect(insertAt(rule, '/all/3/not', 0, a)).toEqual({ all: [a, { any: [b, c] }, { not: d }, { not: { any: [a, e] } }] });
  });
});

describe('the keyboard’s way', () => {
  it('goes up and down within what is shown together, and out of a group at its ends', () => {
    expect(moveDown(rule, '/all/0')).toEqual({ all: [{ any: [b, c] }, a, { not: d }, { not: { any: [e] } }] });
    expect(moveUp(rule, '/all/1/any/0')).toEqual({ all: [a, b, { any: [c] }, { not: d }, { not: { any: [e] } }] });
    expect(moveDown(rule, '/all/1/any/1')).toEqual({ all: [a, { any: [b] }, c, { not: d }, { not: { any: [e] } }] });
    expect(moveDown(rule, '/all/1')).toBeNull();
    expect(moveUp(rule, '/all/3')).toEqual({ all: [a, { any: [b, c] }, { not: { any: [e] } }, { not: d }] });
    expect(moveUp(rule, '/all/0')).toBeNull();
  });

  it('goes into the group beside it and out again', () => {
    const inside = moveIn(rule, '/all/0');
    expect(inside).toEqual({ all: [{ any: [a, b, c] }, { not: d }, { not: { any: [e] } }] });
    expect(moveOut(inside ?? rule, '/all/0/any/0', 0)).toEqual(rule);
    expect(moveIn(rule, '/all/1/any/0')).toBeNull();
  });

  it('wraps, dissolves, copies, turns round', () => {
    const wrapped = wrap(rule, '/all/0');
    expect(ruleAt(wrapped, '/all/0')).toEqual({ any: [a] });
    expect(unwrap(wrapped, '/all/0')).toEqual(rule);
    expect(unwrap(rule, '/all/0')).toBeNull();
    expect(ruleAt(duplicate(rule, '/all/1'), '/all/2')).toEqual({ any: [b, c] });
    expect(negate(negate(rule, '/all/1'), '/all/1')).toEqual(rule);
    expect(rejoin(rule, '/all/1', 'all')).toEqual({ all: [a, { all: [b, c] }, { not: d }, { not: { any: [e] } }] });
  });
});
