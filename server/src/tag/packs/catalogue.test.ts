import { describe, expect, it } from 'vitest';
import { allPacks, itemsOf, packFaults } from './catalogue.ts';
import { needsOf, withPack } from './needs.ts';

const nothing = { tags: new Map(), segments: new Map() };
const moment = { at: Date.parse('2026-11-21T12:00:00Z'), timezone: 'Asia/Shanghai' };

describe('every pack', () => {
  it('has the form of a pack, and its keys once', () => {
    expect(allPacks().map((pack) => [pack.key, packFaults(pack)])).toEqual(allPacks().map(({ key }) => [key, []]));
    expect(packFaults({ ...allPacks()[0], version: 'one' })).toHaveLength(1);
  });

  it('names no key that another pack has', () => {
    const names = allPacks().flatMap((pack) => itemsOf(pack).map(({ kind, key }) => `${kind}:${key}`));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  const items = allPacks().flatMap((pack) => itemsOf(pack).map((item) => ({ name: `${pack.key}: ${item.kind} ${item.key}`, pack, item })));
  it.each(items)('$name can be read, and names definitions of its own pack only', ({ pack, item }) => {
    const needs = needsOf(item, withPack(nothing, pack), moment);
    expect(needs.tags.filter((key) => pack.tags.every((tag) => tag.key !== key))).toEqual([]);
    expect(needs.segments.filter((key) => pack.segments.every((segment) => segment.key !== key))).toEqual([]);
  });
});
