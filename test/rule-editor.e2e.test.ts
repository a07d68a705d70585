/** The editor's model against any rule of the grammar: no engine runs, but both sides of the product are needed. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RuleJson } from '@danqing/contracts';
import { negate, unwrap, wrap } from '../console/src/rule/model/actions.ts';
import { capOf, capped } from '../console/src/rule/model/cap.ts';
import { countable } from '../console/src/rule/model/finished.ts';
import { changeAt, groupOf, type Place, ruleAt } from '../console/src/rule/model/tree.ts';
import { en } from '../console/src/rule/say/en.ts';
import { plainText } from '../console/src/rule/say/pieces.ts';
import { sayerOf } from '../console/src/rule/say/say.ts';
import { zh } from '../console/src/rule/say/zh.ts';
import { wireRule } from '../server/testing/wire-rule.ts';

/** Every part that an editor shows as a condition or a group. */
function placesIn(rule: RuleJson, place: Place = ''): readonly Place[] {
  if ('not' in rule) return [place, ...placesIn(rule.not, `${place}/not`)];
  const group = groupOf(rule);
  return [place, ...(group?.of ?? []).flatMap((part, index) => placesIn(part, `${place}/${group?.join ?? ''}/${index}`))];
}

it('gives any rule back as it was, wherever it is touched', () => {
  fc.assert(
    fc.property(wireRule, (rule) => {
      const before = structuredClone(rule);
      for (const place of placesIn(rule)) {
        expect(ruleAt(rule, place)).toBeDefined();
        expect(changeAt(rule, place, (part) => structuredClone(part))).toEqual(before);
        expect(ruleAt(negate(negate({ all: [rule] }, `/all/0${place}`), `/all/0${place}`), '/all/0')).toEqual(
          'not' in (ruleAt(rule, place) ?? {}) ? expect.anything() : before,
        );
      }
      expect(unwrap(wrap({ all: [rule] }, '/all/0'), '/all/0')).toEqual({ all: [before] });
      const { core, cap } = capOf(rule);
      expect(capped(core, cap)).toEqual(before);
      expect(rule).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

it('counts any rule that is finished as it stands, and says which part is not', () => {
  fc.assert(
    fc.property(wireRule, (rule) => {
      const { rule: counted, unfinished, placeOf } = countable(rule);
      if (unfinished.length === 0) expect(counted).toBe(rule);
      for (const place of unfinished) expect(ruleAt(rule, place)).toBeDefined();
      for (const place of placesIn(counted)) if (unfinished.length > 0 && place !== '') expect(ruleAt(rule, placeOf(place))).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

it('says any rule in both languages', () => {
  const same = (name: string): string => name;
  const names = { event: same, property: (_: string, path: string) => path, trait: same, tag: same, segment: same, list: same };
  const all = { ...names, value: (_: string, value: string) => value, identifier: same, metric: same, holiday: same, purpose: same, channel: same };
  fc.assert(
    fc.property(wireRule, (rule) => {
      for (const speech of [zh, en]) expect(plainText(sayerOf(speech, all).sentence(rule)).length).toBeGreaterThan(2);
    }),
    { numRuns: 500 },
  );
});
