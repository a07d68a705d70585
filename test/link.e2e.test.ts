import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeColumns, madeRecords } from '../server/testing/linkage/people.ts';
import { scorePartition } from '../server/testing/linkage/score.ts';

const command = fileURLToPath(new URL('../server/src/entry/danqing.ts', import.meta.url));
const records = [...madeRecords(2_000, 5)];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'danqing-link-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, lines: readonly (readonly string[])[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.map((cells) => cells.join(',')).join('\n')}\n`);
  return path;
};

/** Runs where no Danqing runs and no data folder is, with temporary files of its own. */
function danqing(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder },
  });
  return { status, stdout, stderr };
}

const clustersIn = (path: string): readonly (readonly string[])[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

describe('danqing link', () => {
  it('proposes a configuration, says so, prints it, and puts every row into a cluster', () => {
    const file = write('people.csv', [['key', ...madeColumns], ...records.map(({ cells }, place) => [`k-${place}`, ...cells])]);
    const { status, stdout, stderr } = danqing('link', 'people.csv', '--out', 'clusters.csv');
    expect(`${status} ${stderr}`).toMatch(/^0 No configuration was given/);
    expect(stdout).toContain('{"kind":"date","columns":["birth_date"]}');
    expect(stdout).toContain('left out key: a key of the rows');
    const [head, ...rows] = clustersIn(join(folder, 'clusters.csv'));
    expect(head).toEqual(['file', 'row', 'cluster', 'weight']);
    expect(rows.map(([name, row]) => `${name} ${row}`)).toEqual(records.map((_, place) => `people.csv ${place + 1}`));
    const score = scorePartition(
      records.map(({ person }) => person),
      rows.map(([, , cluster = '']) => cluster),
    );
    expect(score.f1).toBeGreaterThan(0.98);
    expect(rows.filter(([, row, cluster, weight]) => weight === '' && cluster !== `1-${row}`)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('danqing-link-'))).toEqual([]);
    expect(file).toContain(folder);
  });

  it('links two files one to one by a given configuration', () => {
    const firsts = records.filter(({ person }, place) => records[place - 1]?.person !== person);
    const seconds = records.filter(({ person }, place) => records[place - 1]?.person === person && records[place - 2]?.person !== person);
    write('a.csv', [madeColumns, ...firsts.map(({ cells }) => cells)]);
    write('b.csv', [madeColumns.map((name) => (name === 'phone' ? 'mobile' : name)), ...seconds.map(({ cells }) => cells)]);
    const config = {
      comparisons: [
        { kind: 'name', columns: ['surname', 'given_name'] },
        { kind: 'name', columns: ['given_name', 'surname'] },
        { kind: 'date', columns: ['birth_date'] },
        { kind: 'phone', columns: ['phone'] },
        { kind: 'address', columns: ['address'] },
      ],
      aliases: { phone: ['mobile'] },
    };
    writeFileSync(join(folder, 'link.json'), JSON.stringify(config));
    const { status, stdout } = danqing('link', 'a.csv', 'b.csv', '--unique', '--config', 'link.json', '--out', 'pairs.csv', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ records: firsts.length + seconds.length, isProposed: false });
    const [, ...rows] = clustersIn(join(folder, 'pairs.csv'));
    const files = new Map<string, readonly string[]>();
    for (const [name = '', , cluster = ''] of rows) files.set(cluster, [...(files.get(cluster) ?? []), name]);
    expect([...files.values()].filter((names) => new Set(names).size < names.length)).toEqual([]);
    const truth = [...firsts, ...seconds].map(({ person }) => person);
    const score = scorePartition(
      truth,
      rows.map(([, , cluster = '']) => cluster),
    );
    expect(score.f1).toBeGreaterThan(0.97);
  });

  it('refuses what cannot be, and says where', () => {
    write('small.csv', [
      ['name', 'city'],
      ['Ann', 'Rome'],
      ['Bob', 'Oslo'],
    ]);
    writeFileSync(join(folder, 'wrong.json'), JSON.stringify({ comparisons: [{ kind: 'name', columns: ['nam'] }] }));
    const wrong = danqing('link', 'small.csv', '--config', 'wrong.json', '--out', 'x.csv');
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain('/comparisons/0/columns/0');
    expect(wrong.stderr).toContain('DQ_LINKAGE_CONFIG');
    expect(danqing('link', 'small.csv', '--unique', '--out', 'x.csv').status).toBe(2);
    expect(danqing('link', 'nowhere.csv', '--out', 'x.csv').status).toBe(2);
    expect(danqing('link', 'small.csv', '--out', 'nowhere/x.csv').stderr).toContain('DQ_SETTINGS');
    expect(danqing('link', 'small.csv').status).toBe(2);
  });
});
