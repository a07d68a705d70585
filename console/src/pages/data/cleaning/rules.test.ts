import type { CleaningRule } from '@danqing/contracts';
import { describe, expect, it } from 'vitest';
import { newRule, onto, shownValue, trimmed, typedValue } from './rules.ts';

const rule = (id: string, path = id): CleaningRule => ({ ...newRule([]), id, name: id, path });

describe('a draft of cleaning rules', () => {
  const [one, two] = [rule('rule-1'), rule('rule-2')];

  it('is what was changed, and nothing else', () => {
    expect(onto([one, two], { base: [one, two], rules: [{ ...one, isOn: false }, two] })).toEqual([{ ...one, isOn: false }, two]);
    expect(onto([one, two], { base: [one, two], rules: [two] })).toEqual([two]);
    expect(onto([one], { base: [one], rules: [one, two] })).toEqual([one, two]);
  });

  it('takes back nothing that a colleague published meanwhile', () => {
    const theirs = { ...one, path: 'theirs' };
    expect(onto([theirs, two], { base: [one], rules: [one] })).toEqual([theirs, two]);
    expect(onto([one, two], { base: [one], rules: [{ ...one, isOn: false }] })).toEqual([{ ...one, isOn: false }, two]);
    expect(onto([two], { base: [one, two], rules: [one, two] })).toEqual([two]);
  });

  it('gives a new rule another id when a colleague took it, and knows its own again once published', () => {
    const mine = rule('rule-2', 'mine');
    expect(onto([one, two], { base: [one], rules: [one, mine] })).toEqual([one, two, { ...mine, id: 'rule-3' }]);
    expect(onto([one, mine], { base: [one], rules: [one, mine] })).toEqual([one, mine]);
  });
});

describe('what is typed into a cleaning rule', () => {
  it('is a number where it can be kept exactly, and a text otherwise', () => {
    expect(['7', '1.05', '007', '12345678901234567890', '微信'].map(typedValue)).toEqual([7, 1.05, '007', '12345678901234567890', '微信']);
    expect(shownValue('12345678901234567890')).toBe('12345678901234567890');
  });

  it('has blanks within a path, not around it', () => {
    expect(trimmed({ ...rule('rule-1', ' unit price '), to: ' price' })).toMatchObject({ path: 'unit price', to: 'price' });
  });
});
