import { describe, expect, it } from 'vitest';
import { shapeOf } from './shape.ts';
import type { Survey } from './survey.ts';

const survey = (change: Partial<Survey>): Survey => ({
  known: 1000,
  lists: 0,
  distinct: 5,
  numbers: 0,
  dates: 0,
  contacts: 0,
  codes: 0,
  longest: 10,
  top: ['b', 'a'],
  cuts: [],
  ...change,
});
const trait = (key: string, change: Partial<Survey> = {}) => shapeOf({ kind: 'trait', key }, survey(change));

describe('what a portrait shows of an attribute', () => {
  it.each(['email', 'contact.phone', 'firstName', 'name', 'user_id', 'customerId', '姓名', 'home.address'])('leaves out %s, whatever it holds', (key) => {
    expect(trait(key)).toEqual({ form: 'left_out', reason: 'identifying' });
  });

  it.each(['city', 'paid', 'gender', 'membership', 'android', 'plan.tier'])('shows %s', (key) => expect(trait(key).form).toBe('values'));

  it('leaves out what holds contacts, masked values or numbers of cards under another name', () => {
    expect(trait('reach', { contacts: 600 })).toMatchObject({ reason: 'identifying' });
    expect(trait('ref', { codes: 900, distinct: 900, numbers: 900 })).toMatchObject({ reason: 'identifying' });
  });

  it('never lists a single contact or masked value among others', () => {
    expect(trait('note', { top: ['hello', 'a@b.cn', '138****1234'] })).toEqual({ form: 'values', values: ['hello'] });
  });

  it('leaves out texts that nearly everybody has differently, and long ones', () => {
    expect(trait('motto', { distinct: 700 })).toEqual({ form: 'left_out', reason: 'too_many_values' });
    expect(trait('bio', { distinct: 700, longest: 5000 })).toEqual({ form: 'left_out', reason: 'long_texts' });
    expect(trait('city', { distinct: 150 }).form).toBe('values');
  });

  it('cuts numbers and dates with many values, and lists few values one by one', () => {
    expect(trait('age', { numbers: 1000, distinct: 60, cuts: [20, 30, 30, 40] })).toEqual({ form: 'numbers', cuts: [20, 30, 40] });
    expect(trait('born', { dates: 990, distinct: 800, cuts: [1, 2, 3, 4] })).toEqual({ form: 'dates', cuts: [1, 2, 3, 4] });
    expect(trait('children', { numbers: 1000, distinct: 4, top: ['2', '0', '1'] })).toEqual({ form: 'values', values: ['0', '1', '2'] });
  });

  it('shows elements of lists, and nothing that nobody has', () => {
    expect(trait('interests', { lists: 900, distinct: 0 })).toEqual({ form: 'list', values: ['b', 'a'] });
    expect(trait('gone', { known: 0 })).toEqual({ form: 'left_out', reason: 'nobody' });
  });
});
