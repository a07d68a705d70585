import { describe as about, expect, it } from 'vitest';
import { describe, describeTag, parseRule, printRule, printTag } from '#compile';
import { category } from '@danqing/packs/categories';
import { parseTag } from '../parse.ts';
import { allPacks, existingPack, itemsOf, type PackItem, packFaults } from './catalogue.ts';
import { needsOf, withPack } from './needs.ts';

const nothing = { tags: new Map(), segments: new Map() };
const moment = { at: Date.parse('2026-11-21T12:00:00Z'), timezone: 'Asia/Shanghai' };
const all = allPacks().flatMap((pack) => itemsOf(pack).map((item) => ({ name: `${pack.key}: ${item.kind} ${item.key}`, pack, item })));
const hasChinese = (text: string): boolean => /[\u4e00-\u9fff]/.test(text);

/** In both languages, and as text. */
function spoken(item: PackItem, vocabulary: ReturnType<typeof withPack>) {
  if (item.kind === 'tag') {
    return { sentence: describeTag(parseTag(item.definition, { type: item.type }, vocabulary).plan), text: printTag(item.definition) };
  }
  const parsed = parseRule(item.rule, vocabulary);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { sentence: describe(parsed.rule), text: printRule(item.rule) };
}

about('every pack', () => {
  it('has the form of a pack, and its keys once', () => {
    expect(allPacks().map((pack) => [pack.key, packFaults(pack)])).toEqual(allPacks().map(({ key }) => [key, []]));
    expect(packFaults({ ...allPacks()[0], version: 'one' })).toHaveLength(1);
  });

  it('names no key that another pack has', () => {
    const names = all.map(({ item }) => `${item.kind}:${item.key}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('calls no two of its items alike', () => {
    for (const pack of allPacks()) {
      for (const kind of ['tag', 'segment']) {
        for (const language of ['zh', 'en'] as const) {
          const names = itemsOf(pack).flatMap((item) => (item.kind === kind ? [item.name[language]] : []));
          expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
        }
      }
    }
  });

  it.each([
    ['retail', 63, 25],
    ['b2b', 40, 20],
    ['travel', 20, 10],
  ])('%s has %i tags and %i segments', (key, tags, segments) => {
    const pack = existingPack(key);
    expect([pack.tags.length, pack.segments.length]).toEqual([tags, segments]);
  });

  it.each(all)('$name can be read, and names definitions of its own pack only', ({ pack, item }) => {
    const needs = needsOf(item, withPack(nothing, pack), moment);
    expect(needs.tags.filter((key) => pack.tags.every((tag) => tag.key !== key))).toEqual([]);
    expect(needs.segments.filter((key) => pack.segments.every((segment) => segment.key !== key))).toEqual([]);
  });

  it.each(all)('$name has its name, its description and a branch of the tree in both languages', ({ item }) => {
    for (const text of [item.name, item.description, item.category]) {
      expect(text?.en).toMatch(/[A-Za-z]/);
      expect(hasChinese(text?.en ?? '')).toBe(false);
      expect(text?.zh).toBeTruthy();
    }
    expect(hasChinese(item.description?.zh ?? '')).toBe(true);
    expect(item.description?.zh.endsWith('。')).toBe(true);
    expect(Object.values(category)).toContainEqual(item.category);
  });

  it.each(all)('$name can be said in both languages, and typed', ({ pack, item }) => {
    const { sentence, text } = spoken(item, withPack(nothing, pack));
    expect(hasChinese(sentence.zh)).toBe(true);
    expect(sentence.en).toMatch(/[a-z]/);
    expect(text.length).toBeGreaterThan(0);
  });
});
