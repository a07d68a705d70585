import { Reader } from 'mmdb-lib';
import { describe, expect, it } from 'vitest';
import { placeFinder } from '#clean';
import { randomFrom } from '#kernel';
import { openMmdb } from './mmdb.ts';
import { bitsOf, mmdbOf, pointerTo, type TestNetwork, valueOf, wideBitsOf } from './testing.ts';

const shanghai = {
  country: { iso_code: 'CN', names: { en: 'China', 'zh-CN': '中国' } },
  subdivisions: [{ names: { en: 'Shanghai', 'zh-CN': '上海' } }],
  city: { names: { en: 'Shanghai', 'zh-CN': '上海' } },
  location: { latitude: 31.2304, accuracy_radius: 50 },
  traits: { is_anycast: true, note: 'x'.repeat(400) },
};
const flat = { country: '中国', province: '浙江', city: '杭州' };

const networksOf = (version: 4 | 6): readonly TestNetwork[] => [
  { bits: bitsOf('101.80.0.0', 13, version), record: shanghai },
  { bits: bitsOf('115.192.0.0', 11, version), record: flat },
  ...(version === 6 ? [{ bits: wideBitsOf('2408:8000:0:0:0:0:0:0', 20), record: shanghai }] : []),
];

describe('a file of places', () => {
  it.each([
    [4, 24],
    [4, 28],
    [4, 32],
    [6, 24],
    [6, 28],
    [6, 32],
  ] as const)('of addresses of version %i with records of %i bits is read as another reader reads it', (version, recordBits) => {
    const bytes = mmdbOf({ version, recordBits, networks: networksOf(version) });
    const file = openMmdb(bytes);
    expect([file.type, file.builtAt.toISOString()]).toEqual(['Test-City', '2023-11-14T22:13:20.000Z']);
    const other = new Reader(bytes);
    expect(file.nodes).toBe(other.metadata.nodeCount);
    const inJson = (value: unknown): unknown =>
      value instanceof Map ? Object.fromEntries([...value].map(([name, one]) => [name, inJson(one)])) : Array.isArray(value) ? value.map(inJson) : value;
    const wide = version === 6 ? ['2408:8456:1::1', '2409::1', '::115.200.1.2'] : [];
    for (const ip of ['101.80.0.0', '101.87.255.255', '101.88.0.0', '115.200.1.2', '8.8.8.8', ...wide])
      expect([ip, inJson(file.get(ip)) ?? null]).toEqual([ip, other.get(ip)]);
    const placeOf = placeFinder(file.get, 'zh-CN');
    expect(placeOf('101.81.2.3')).toEqual({ country: '中国', province: '上海', city: '上海' });
    expect(placeOf('::ffff:115.200.1.2')).toEqual({ country: '中国', province: '浙江', city: '杭州' });
    expect(placeOf('2408:8456:1::1')).toEqual(version === 6 ? { country: '中国', province: '上海', city: '上海' } : undefined);
    expect(placeFinder(file.get, 'en')('101.81.2.3')).toEqual({ country: 'China', province: 'Shanghai', city: 'Shanghai' });
    expect([placeOf('10.0.0.1'), placeOf('::ffff:10.0.0.1'), placeOf('no address')]).toEqual([undefined, undefined, undefined]);
  });

  it('that was made to keep its reader busy gives no place, and says so at once', () => {
    const circle = mmdbOf({ version: 4, recordBits: 24, networks: [{ bits: '0', record: { a: pointerTo(0) } }] });
    expect(() => openMmdb(circle).get('1.2.3.4')).toThrow('more values');
    // Each level is a map with twice the one below: 2 to the 40th values out of 40 lines.
    const levels: Buffer[] = [valueOf('x')];
    const offsets = [0];
    for (let level = 1; level <= 40; level++) {
      offsets.push((offsets.at(-1) ?? 0) + (levels.at(-1)?.length ?? 0));
      levels.push(valueOf({ a: pointerTo(offsets[level - 1] ?? 0), b: pointerTo(offsets[level - 1] ?? 0) }));
    }
    const top = offsets.at(-1) ?? 0;
    const laughs = mmdbOf({
      version: 4,
      recordBits: 24,
      networks: [
        { bits: '0', record: Buffer.concat([...levels]) },
        { bits: '1', record: pointerTo(top) },
      ],
    });
    expect(() => openMmdb(laughs).get('200.2.3.4')).toThrow('more values');
    expect(placeFinder(openMmdb(laughs).get, 'en')('200.2.3.4')).toBeUndefined();
    const chain = mmdbOf({
      version: 4,
      recordBits: 24,
      networks: [
        { bits: '0', record: pointerTo(5) },
        { bits: '1', record: pointerTo(0) },
      ],
    });
    expect(() => openMmdb(chain).get('1.2.3.4')).toThrow('pointer');
    const list = mmdbOf({ version: 4, recordBits: 24, networks: [{ bits: '0', record: Array.from({ length: 60_000 }, () => true) }] });
    expect(() => openMmdb(list).get('1.2.3.4')).toThrow('more values');
  });

  it('that is damaged is refused, or gives places or none, and nothing else happens', () => {
    const sound = mmdbOf({ version: 6, recordBits: 28, networks: networksOf(6) });
    const roll = randomFrom(3);
    let refused = 0;
    for (let round = 0; round < 20_000; round++) {
      const bytes = Buffer.from(sound.subarray(0, roll() < 0.2 ? Math.floor(roll() * sound.length) : sound.length));
      for (let left = 1 + Math.floor(roll() * 5); left > 0 && bytes.length > 0; left--) bytes[Math.floor(roll() * bytes.length)] = Math.floor(roll() * 256);
      try {
        const placeOf = placeFinder(openMmdb(bytes).get, 'en');
        for (const ip of ['101.81.2.3', '2408:8456:1::1', '115.200.1.2']) expect(typeof (placeOf(ip)?.country ?? '')).toBe('string');
      } catch (error) {
        if (!(error instanceof Error) || error.name === 'AssertionError') throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(19_000);
    expect(() => openMmdb(Buffer.from('no file of places'))).toThrow('metadata');
  });
});
