import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findBorder, type Fullness } from './border.ts';
import type { SqlColumn, SqlRow } from './column.ts';
import { groupsOf } from './groups.ts';

/** Reads rows (value, group, key) slice by slice, as one that begins anew behind each slice does. */
function slicesOf(rows: readonly SqlRow[], enough: number, ahead: number): readonly (readonly SqlRow[])[] {
  const slices: SqlRow[][] = [];
  let from = 0;
  while (from < rows.length) {
    const slice: SqlRow[] = [];
    const border = findBorder({ isApart: ([a], [b]) => a !== b, groupsOf: ([, group]) => (group === null || group === undefined ? [] : [group]), ahead });
    const fullness = (): Fullness => (slice.length >= enough ? 'enough' : 'room');
    let isEnded = false;
    for (const row of rows.slice(from)) {
      const taken = border.take(row, fullness());
      isEnded = taken === undefined;
      if (taken === undefined) break;
      slice.push(...taken);
    }
    if (!isEnded) slice.push(...border.rest());
    from += slice.length;
    slices.push(slice);
  }
  return slices;
}

it('leaves every row in one slice in its order, equal values together and no group in two, as long as its rows stand near each other', () => {
  const ahead = 6;
  const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(3)), { maxLength: 40 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 20 }), (groups, enough) => {
      // Each group's rows lie two apart at most from the next group's: as of orders that were written at the same time.
      const places = groups.flatMap(([size], group) =>
        Array.from({ length: size }, (_, line) => ({ group, at: groups.slice(0, group).reduce((sum, [one]) => sum + one, 0) + line * (1 + (group % 2)) })),
      );
      const rows = places
        .toSorted((a, b) => a.at - b.at)
        .map(({ group, at }, index): SqlRow => [String(Math.floor(at / 2)), group % 7 === 6 ? null : String(group), String(index)]);
      const slices = slicesOf(rows, enough, 2 * ahead + 9);
      expect(slices.flat()).toEqual(rows);
      for (const column of [0, 1]) {
        const seen = slices.map((slice) => new Set(slice.map((row) => row[column] ?? null)));
        const twice = seen.flatMap((values, index) => [...values].filter((value) => value !== null && seen.slice(index + 1).some((later) => later.has(value))));
        expect(twice).toEqual([]);
      }
    }),
  );
});

it('ends at once where nothing is grouped, waits for nothing, and holds back no more than it may', () => {
  const rows = Array.from({ length: 10 }, (_, index): SqlRow => [String(index), null, null]);
  expect(slicesOf(rows, 4, 0).map((slice) => slice.length)).toEqual([4, 4, 2]);
  const far: readonly SqlRow[] = [
    ['0', 'a'],
    ['1', 'b'],
    ['2', 'c'],
    ['3', 'a'],
  ];
  expect(slicesOf(far, 1, 2).map((slice) => slice.length)).toEqual([4]);
  expect(slicesOf(far, 1, 1).map((slice) => slice.length)).toEqual([1, 1, 2]);
});

it('refuses a group that does not end, by its name', () => {
  const border = findBorder({ isApart: () => true, groupsOf: ([group]) => [group ?? ''], ahead: 3 });
  border.take(['A7'], 'room');
  expect(border.take(['A7'], 'enough')).toEqual([['A7']]);
  expect(() => border.take(['A7'], 'over')).toThrow(expect.objectContaining({ code: 'DQ_CONNECTION_GROUP', message: expect.stringContaining('A7') }));
});

it('knows the groups of a row as the import will: by a column, by a path into one of JSON, by the elements of a list', () => {
  const columns: readonly SqlColumn[] = [
    { name: 'order', type: 'bigint', kind: 'number', cast: 'int8' },
    { name: 'doc', type: 'jsonb', kind: 'json', cast: undefined },
    { name: 'a.b', type: 'text', kind: 'text', cast: 'text' },
  ];
  const row: SqlRow = ['12', '{"shop":{"id":7},"items":[{"order":"x"},{"order":"y"}]}', 'dotted'];
  const groups = (group: string | undefined) => groupsOf(columns, group)(row);
  expect([groups('order'), groups('doc.shop.id'), groups('doc.items[].order'), groups('a.b')]).toEqual([['12'], ['7'], ['x', 'y'], ['dotted']]);
  expect([groups(undefined), groups('missing'), groups('doc.none'), groupsOf(columns, 'order')([' ', null, null])]).toEqual([[], [], [], []]);
});
