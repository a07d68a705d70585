import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#kernel';
import { gonePath, type Leaves, LeavesDraft, type Saying } from './leaves.ts';
import { changedVersions, type EntityVersion, historyOf, stateAt } from './versions.ts';

interface Said {
  readonly ts: number;
  readonly id: string;
  readonly trust?: number;
  readonly gone?: boolean;
  readonly attributes?: Readonly<Record<string, JsonValue>>;
}

function told(all: readonly Said[], before: Leaves = new Map()): Leaves {
  const draft = new LeavesDraft(before);
  for (const { ts, id, trust = 50, gone = false, attributes = {} } of all) {
    const say = (path: string, value: JsonValue): unknown => draft.say(path, [ts, id, 1, trust, value] satisfies Saying);
    say(gonePath, gone);
    for (const [path, value] of Object.entries(attributes)) say(path, value);
  }
  return draft.leaves;
}

const at = (leaves: Leaves, ts: number) => stateAt(leaves, ts)?.attributes;

describe('what was said of an entity', () => {
  it('holds from its moment on, attribute by attribute', () => {
    const leaves = told([
      { ts: 10, id: 'a', attributes: { brand: 'X', price: 1 } },
      { ts: 20, id: 'b', attributes: { price: 2 } },
    ]);
    expect(at(leaves, 9)).toBeUndefined();
    expect(at(leaves, 10)).toEqual({ brand: 'X', price: 1 });
    expect(at(leaves, 25)).toEqual({ brand: 'X', price: 2 });
  });

  it('goes by time and message id, never by arrival; the more trusted source keeps its word', () => {
    expect(
      at(
        told([
          { ts: 20, id: 'b', attributes: { price: 2 } },
          { ts: 10, id: 'a', attributes: { price: 1 } },
        ]),
        30,
      ),
    ).toEqual({ price: 2 });
    expect(
      at(
        told([
          { ts: 20, id: 'b', attributes: { price: 2 } },
          { ts: 20, id: 'a', attributes: { price: 1 } },
        ]),
        30,
      ),
    ).toEqual({ price: 2 });
    const trusted = told([
      { ts: 20, id: 'b', attributes: { price: 2 } },
      { ts: 10, id: 'a', trust: 90, attributes: { price: 1 } },
    ]);
    expect(at(trusted, 30)).toEqual({ price: 1 });
    expect(at(trusted, 15)).toEqual({ price: 1 });
  });

  it('keeps of a value that is said every night the first and the last time', () => {
    const leaves = told(Array.from({ length: 50 }, (_, night) => ({ ts: night, id: `n${night}`, attributes: { price: 1 } })));
    expect(leaves.get('price')?.map(([ts]) => ts)).toEqual([0, 49]);
    expect(at(told([{ ts: 20, id: 'late', attributes: { price: 2 } }], leaves), 49)).toEqual({ price: 1 });
  });

  it('forgets with null, ends with gone and comes back', () => {
    const leaves = told([
      { ts: 1, id: 'a', attributes: { brand: 'X' } },
      { ts: 2, id: 'b', attributes: { brand: null } },
      { ts: 3, id: 'c', gone: true },
      { ts: 4, id: 'd', attributes: { brand: 'Y' } },
    ]);
    expect([1, 2, 3, 4].map((ts) => stateAt(leaves, ts))).toEqual([
      { ts: 1, attributes: { brand: 'X' }, isGone: false },
      { ts: 2, attributes: {}, isGone: false },
      { ts: 3, attributes: {}, isGone: true },
      { ts: 4, attributes: { brand: 'Y' }, isGone: false },
    ]);
  });
});

describe('versions', () => {
  it('are made where the state changes, and later ones are rewritten by a late message', () => {
    const first = told([
      { ts: 10, id: 'a', attributes: { brand: 'X', price: 1 } },
      { ts: 30, id: 'c', attributes: { price: 3 } },
    ]);
    const before = changedVersions(new Map(), first, [], [10, 30]);
    expect(before.inserted.map(({ ts }) => ts)).toEqual([10, 30]);
    const late = changedVersions(first, told([{ ts: 20, id: 'b', attributes: { brand: 'Z' } }], first), before.versions, [20]);
    expect(late.inserted).toEqual([{ ts: 20, attributes: { brand: 'Z', price: 1 }, isGone: false }]);
    expect(late.rewritten).toEqual([{ ts: 30, attributes: { brand: 'Z', price: 3 }, isGone: false }]);
    expect(late.versions).toEqual([10, 20, 30]);
  });

  it('keep every time a path was said that another one contradicts', () => {
    const first = told([
      { ts: 0, id: 'a', attributes: { 'a.b': 2 } },
      { ts: 1, id: 'b', attributes: { a: 1, 'a.b': 2 } },
    ]);
    const then = told([{ ts: 2, id: 'c', attributes: { 'a.b': 2 } }], first);
    expect(at(then, 1)).toEqual(at(first, 1));
  });

  it('are not made when nothing changed', () => {
    const first = told([{ ts: 10, id: 'a', attributes: { price: 1 } }]);
    expect(changedVersions(first, told([{ ts: 20, id: 'b', attributes: { price: 1 } }], first), [10], [20])).toEqual({
      inserted: [],
      rewritten: [],
      versions: [10],
    });
  });

  const sayings = fc.uniqueArray(
    fc.record({
      ts: fc.integer({ min: 0, max: 8 }),
      id: fc.string({ minLength: 1, maxLength: 3 }),
      trust: fc.constantFrom(50, 50, 90),
      gone: fc.boolean(),
      attributes: fc.dictionary(fc.constantFrom('a', 'a.b', 'c'), fc.constantFrom<JsonValue>(1, 2, 3, null, 'x')),
    }),
    { maxLength: 14, selector: ({ id }) => id },
  );

  /** Takes messages slice by slice, as the pipeline does, and keeps the rows that ClickHouse would have. */
  function storing(all: readonly Said[], size: number, look: (leaves: Leaves, rowAt: (ts: number) => unknown) => void): void {
    let leaves: Leaves = new Map();
    let versions: readonly number[] = [];
    const rows = new Map<number, EntityVersion>();
    for (let from = 0; from < all.length; from += size) {
      const slice = all.slice(from, from + size);
      const after = told(slice, leaves);
      const changes = changedVersions(
        leaves,
        after,
        versions,
        slice.map(({ ts }) => ts),
      );
      for (const version of changes.inserted) {
        expect(rows.has(version.ts)).toBe(false);
        rows.set(version.ts, version);
      }
      for (const version of changes.rewritten) {
        expect(rows.has(version.ts)).toBe(true);
        rows.set(version.ts, version);
      }
      [leaves, versions] = [after, changes.versions];
      const stored = [...rows.keys()].sort((a, b) => a - b);
      expect(stored).toEqual(versions);
      look(leaves, (ts) => {
        const row = rows.get(stored.findLast((version) => version <= ts) ?? -1);
        return row && { ...row, ts };
      });
    }
  }

  it('read at any moment what is known by then, after every slice', () => {
    fc.assert(
      fc.property(sayings, fc.integer({ min: 1, max: 5 }), (all, size) => {
        storing(all, size, (leaves, rowAt) => {
          for (let ts = 0; ts <= 8; ts++) expect(rowAt(ts)).toEqual(stateAt(leaves, ts));
        });
      }),
    );
  });

  it('stored slice by slice, read at any moment what all of it together says, when nothing is said twice', () => {
    // Values that differ in every message: then nothing is left out as a repetition, and every order must end the same.
    const distinct = sayings.map((all) =>
      all.map((one, index) => ({ ...one, gone: false, attributes: Object.fromEntries(Object.keys(one.attributes).map((path) => [path, `${index}`])) })),
    );
    fc.assert(
      fc.property(distinct, fc.integer({ min: 1, max: 5 }), (all, size) => {
        const whole = told([...all].sort((a, b) => a.ts - b.ts));
        let last: (ts: number) => unknown = () => undefined;
        storing(all, size, (_leaves, rowAt) => {
          last = rowAt;
        });
        for (let ts = 0; ts <= 8; ts++) expect(last(ts)).toEqual(stateAt(whole, ts));
      }),
    );
  });

  it('end in the same state for every order of arrival', () => {
    fc.assert(
      fc.property(sayings, fc.array(fc.nat()), (all, keys) => {
        const shuffled = all.map((one, index) => ({ one, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key);
        expect(stateAt(told(shuffled.map(({ one }) => one)), 8)).toEqual(stateAt(told(all), 8));
      }),
    );
  });

  it('show no version that a late message made equal to the one before', () => {
    const first = told([
      { ts: 10, id: 'a', attributes: { price: 1 } },
      { ts: 20, id: 'b', attributes: { price: 2 } },
    ]);
    const after = told([{ ts: 5, id: 'c', trust: 90, attributes: { price: 2 } }], first);
    const { versions } = changedVersions(first, after, [10, 20], [5]);
    expect(historyOf(after, versions)).toEqual([{ ts: 5, attributes: { price: 2 }, isGone: false }]);
  });
});
