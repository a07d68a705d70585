import { describe, expect, it } from 'vitest';
import { madeColumns, madeRecords } from '../../../../testing/linkage/people.ts';
import type { RecordSource } from '../run/records.ts';
import { gatherFacts } from './column-facts.ts';
import { proposeConfig } from './propose.ts';

function sourceOf(columns: readonly string[], rows: readonly (readonly string[])[], files = 1): RecordSource {
  return {
    columns,
    async *batches() {
      for (let file = 0; file < files; file++) yield rows.map((cells, place) => ({ file, row: place + 1, cells }));
    },
  };
}

const people = [...madeRecords(3_000, 3)];

async function kindsOf(columns: readonly string[], rows: readonly (readonly string[])[], files = 1) {
  const { config, leftOut } = proposeConfig(await gatherFacts(sourceOf(columns, rows, files)));
  return { kinds: Object.fromEntries(config.comparisons.map(({ kind, columns: [column = ''] }) => [column, kind])), config, leftOut };
}

describe('a proposed configuration', () => {
  it('goes by what columns hold, whatever they are called', async () => {
    const anonymous = madeColumns.map((_, place) => `column ${place}`);
    const { kinds } = await kindsOf(
      anonymous,
      people.map(({ cells }) => cells),
    );
    expect(Object.values(kinds)).toEqual(['name', 'name', 'date', 'phone', 'address', 'postcode']);
  });

  it('leaves out keys of rows, row numbers of each file, and columns that say nothing', async () => {
    const rows = people.map(({ cells, person }, place) => [`rec-${person}-${place}`, String(place + 1), ...cells, 'x', '']);
    const columns = ['a', 'b', ...madeColumns, 'same', 'empty'];
    const once = await kindsOf(columns, rows);
    expect(once.leftOut.map(({ column }) => column)).toEqual(['a', 'b', 'same', 'empty']);
    const twice = await kindsOf(
      ['b', ...madeColumns],
      rows.map(([, number = '', ...cells]) => [number, ...cells]),
      2,
    );
    expect(twice.leftOut.map(({ column }) => column)).toEqual(['b']);
  });

  it('keeps a number that several rows share: it may be the best there is', async () => {
    const rows = people.map(({ cells, person }) => [String(7_000_000 + person * 37), ...cells]);
    expect((await kindsOf(['number', ...madeColumns], rows)).kinds['number']).toBe('code');
  });

  it('sees that names stand in each other’s columns', async () => {
    const { config } = await kindsOf(
      madeColumns,
      people.map(({ cells }) => cells),
    );
    expect(config.comparisons.slice(0, 2).map(({ columns }) => columns)).toEqual([
      ['surname', 'given_name'],
      ['given_name', 'surname'],
    ]);
  });

  it('refuses a table of which nothing can be compared', async () => {
    await expect(
      kindsOf(
        ['id'],
        Array.from({ length: 30 }, (_, n) => [`k-${n}`]),
      ),
    ).rejects.toThrow('no column of this table');
  });
});
