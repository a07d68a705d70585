import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleJson } from '@danqing/contracts';
import { Fault } from '#kernel';
import { wireMeasure, wireRule, wireTag } from '../../../testing/wire-rule.ts';
import { parseMeasureText, parseRuleText, parseTagText } from './parse-text.ts';
import { printMeasure, printRule } from './print-rule.ts';
import { printTag } from './print-tag.ts';

describe('any rule', () => {
  it('comes back from its text as it was', () => {
    fc.assert(
      fc.property(wireRule, (rule) => {
        expect(parseRuleText(printRule(rule)).rule).toEqual(rule);
      }),
      { numRuns: 2000 },
    );
  });
  it('has one text: printing what was read of it changes nothing', () => {
    fc.assert(
      fc.property(wireRule, (rule) => {
        const text = printRule(rule);
        expect(printRule(parseRuleText(text).rule)).toBe(text);
        // Typed in one line, or with other spaces, it is the same rule.
        if (!/["\\]/.test(text)) expect(printRule(parseRuleText(text.replaceAll(/\s+/g, ' ')).rule)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

it('reads every measure back from its text', () => {
  fc.assert(
    fc.property(wireMeasure, (measure) => {
      expect(parseMeasureText(printMeasure(measure))).toEqual(measure);
    }),
    { numRuns: 1000 },
  );
});

it('reads every definition of a tag back from its text', () => {
  fc.assert(
    fc.property(wireTag, (definition) => {
      const text = printTag(definition);
      expect(parseTagText(text)).toEqual(definition);
      expect(printTag(parseTagText(text))).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

describe('a typed rule', () => {
  const read = (text: string): RuleJson => parseRuleText(text).rule;

  it('may hold its clauses in any order, comments, and what a Chinese keyboard gives', () => {
    const rule = read('did "Order Completed" where channel = "app" in last 30 days at least 3 times # regulars\nand (has phone or has email)');
    expect(rule).toEqual(read('did “Order Completed” at least 3 times in last 30 days where （channel = “app”） and （has phone or has email）'));
    expect(printRule(rule)).toBe('did "Order Completed" at least 3 times in last 30 days where (channel = "app")\nand (has phone or has email)');
  });
  it.each([
    ['compare 100 < sum(revenue) of "Order Completed"', { compare: [100, 'lt', { did: 'Order Completed', sum: 'revenue' }] }],
    ['compare -1.5 * trait age >= 2', { compare: [{ times: [-1.5, { trait: 'age' }] }, 'gte', 2] }],
    ['compare 2 = 2', { compare: [2, 'eq', 2] }],
    ['compare (1 - trait age) + 3 <= 4 - trait age', { compare: [{ plus: [{ minus: [1, { trait: 'age' }] }, 3] }, 'lte', { minus: [4, { trait: 'age' }] }] }],
  ])('may compare with a number on either side: %s', (text, rule) => {
    expect(read(text)).toEqual(rule);
    expect(printRule(read(text))).toBe(text);
  });
  it('is laid out in lines when it is long', () => {
    const text = `did "Order Completed" at least 3 times in last 30 days where (category in ("books", "music") and revenue >= 100)
and not (
  trait address.city = "Shanghai"
  or trait address.city = "Hangzhou"
  or segment vip
  or top 20% by sum(revenue) of "Order Completed"
)`;
    expect(printRule(read(text))).toBe(text);
  });
  it('tells where a part of the rule was written', () => {
    const { placeOf } = parseRuleText('has phone\nand (trait a = 1\n     or segment vip)');
    expect(placeOf('/all/1/any/1/segment')).toEqual({ line: 3, column: 9 });
    expect(placeOf('')).toEqual({ line: 1, column: 1 });
  });
});

describe('a text that cannot be read', () => {
  it.each([
    ['dit "Order Completed"', 'line 1, column 1: a rule (not, all, any, everyone, ', 'did'],
    ['did Order', 'line 1, column 5: the name of an event in quotes, or "anything" without quotes is expected here, not Order', '"Order"'],
    ['has a and has b or has c', 'line 1, column 17: "or" after "and" needs brackets', '(… and …) or …'],
    [
      'did "A" in last month',
      'line 1, column 12: "last" and a number is expected here, not last',
      'during last month, or in last 1 month for the time up to now',
    ],
    ['did "A"\nat leest 3 times', 'line 2, column 4: "least" or "most" is expected here, not leest', 'least'],
    ['did "A" wher x = 1', 'line 1, column 9: "and", "or" or the end is expected here, not wher', 'where'],
    ['trait age >', 'line 1, column 12: a text in quotes, a number, true or false is expected here, not the end', undefined],
    ['trait age ~ 3', 'line 1, column 11: "~" has no meaning here', undefined],
    ['trait 城市 = "上海', 'line 1, column 12: this string does not end on its line', 'close it with ", and write a new line inside as \\n'],
    ['(has phone', 'line 1, column 11: "and", "or" or a closing bracket is expected here, not the end', undefined],
    ['compare count of "A" > 2 -1', 'line 1, column 26: an operator is expected here, not -1', '- 1'],
    ['did "A" in last 3 dais', 'line 1, column 19: a unit (minutes, hours, days, weeks, months) is expected here, not dais', 'days'],
    [`${'('.repeat(70)}has phone`, 'line 1, column 65: brackets nest at most 64 levels', undefined],
  ])('%s', (text, message, suggestion) => {
    const [detail] = faultOf(() => parseRuleText(text)).errors;
    expect(detail?.message).toContain(message);
    expect(detail?.suggestion).toBe(suggestion);
  });
});

function faultOf(read: () => unknown): Fault {
  try {
    read();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('it was read');
}
