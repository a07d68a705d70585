import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseMapping } from '../mapping/parse.ts';
import { workbookOf } from '../read/xlsx/testing.ts';
import { prepareImport, readMessages } from '../run/events.ts';
import { createTally } from '../run/tally.ts';
import { recogniseFile } from './recognise.ts';
import { type ExportFixture, exportFixtures } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'danqing-test-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const columnsOf = ({ columns }: ExportFixture): [string, string][] =>
  columns.split('|').map((column) => [column.slice(0, column.lastIndexOf('=')), column.slice(column.lastIndexOf('=') + 1)]);
const tableOf = (fixture: ExportFixture): readonly (readonly string[])[] => [
  columnsOf(fixture).map(([heading]) => heading),
  ...fixture.rows.map((row) => row.split('|')),
];
const csvOf = (fixture: ExportFixture): string => [...(fixture.above ?? []), ...tableOf(fixture).map((cells) => cells.map(quoted).join(','))].join('\n');
const sheetOf = (fixture: ExportFixture): Buffer =>
  workbookOf([{ name: 'Sheet1', rows: [...(fixture.above ?? []).map((line) => [line]), ...tableOf(fixture)] }]);

function fileOf(content: string | Buffer): string {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return path;
}

const recognised = (content: string | Buffer) => recogniseFile(fileOf(content), { totalBytes: content.length });

describe.each(exportFixtures)('an export of $system', (fixture) => {
  it('needs no mapping by hand: every column becomes what it is, none is lost', async () => {
    const found = await recognised(csvOf(fixture));
    expect(found.kindOfTable).toBe(fixture.kind);
    expect(found.columns.map(({ name, guess }) => [name, guess.target])).toEqual(columnsOf(fixture));
    expect(found.problems).toEqual([]);
    expect(parseMapping(found.proposal)).toMatchObject({ ok: true });
  });

  it('is the same as a workbook', async () => {
    const found = await recognised(sheetOf(fixture));
    expect([found.kindOfTable, ...found.columns.map(({ guess }) => guess.target)]).toEqual([fixture.kind, ...columnsOf(fixture).map(([, target]) => target)]);
  });

  it('can be imported as proposed: no row is rejected', async () => {
    const path = fileOf(csvOf(fixture));
    const { proposal } = await recogniseFile(path, { totalBytes: 1 });
    const tally = createTally();
    for await (const messages of readMessages(await prepareImport(path, proposal, { at: Date.UTC(2024, 5, 1), zone: 'Asia/Shanghai' }), {
      tally,
      folder,
      maxBytes: 1e7,
    }))
      void messages;
    expect(tally).toMatchObject({ rows: fixture.rows.length, rejectedCount: 0 });
    expect(tally.made).toBeGreaterThan(0);
  });
});
