import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { stages } from '../server/src/entry/stages.ts';
import { halfWidthIn, refusedIn, sentencesIn } from './architecture/chinese-prose.ts';
import { deadLinksIn } from './architecture/links.ts';
import { foldersIn, quantileOf, readText, root, sourceFiles } from './architecture/source-files.ts';
import { productFiles, readTableOwners, trespasses } from './architecture/table-owners.ts';

const GROUND = ['kernel', 'platform', 'compile', 'govern'];
const NOT_STAGES = [...GROUND, 'entry'];

interface CruiseReport {
  readonly summary: {
    readonly totalCruised: number;
    readonly error: number;
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[];
  };
}

const dependencyCruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/** Runs the very check of the gate in a folder, and gives back what it saw. */
function cruise(folder: string): CruiseReport {
  const folders = ['console', 'contracts', 'server', 'demo', 'packs', 'sdk', 'test'].filter((name) => existsSync(join(folder, name)));
  const args = [dependencyCruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
  // Its exit code is the number of violations; the report says which.
  return JSON.parse(spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 }).stdout);
}

/** A copy of the sources in a folder inside the project, so that packages resolve; for planting violations. */
function copyOfProject(): string {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'architecture-'));
  copies.push(folder);
  for (const name of [
    '.dependency-cruiser.mjs',
    'console/package.json',
    'console/src',
    'package.json',
    'server/package.json',
    'server/src',
    'server/testing',
    'contracts/package.json',
    'contracts/src',
    'demo/package.json',
    'demo/src',
    'packs/package.json',
    'packs/src',
    'sdk',
    'ARCHITECTURE.md',
  ]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  mkdirSync(join(folder, 'node_modules/@danqing'), { recursive: true });
  for (const name of ['contracts', 'demo', 'packs']) symlinkSync(`../../${name}`, join(folder, 'node_modules/@danqing', name));
  return folder;
}
const copies: string[] = [];
afterAll(() => {
  for (const folder of copies) rmSync(folder, { recursive: true, force: true });
});

it('runs the stages in the order that ARCHITECTURE.md shows', () => {
  const line = /^ {4}(\w+(?: → \w+)+)$/m.exec(readText('ARCHITECTURE.md'))?.[1];
  expect(line?.split(' → ')).toEqual([...stages]);
});

it('has a folder for every stage and no folder besides', () => {
  expect(new Set(foldersIn('server/src'))).toEqual(new Set([...stages, ...NOT_STAGES]));
});

it('names every folder in ARCHITECTURE.md', () => {
  const page = readText('ARCHITECTURE.md');
  expect(foldersIn('server/src').filter((name) => !page.includes(`\`${name}/\``))).toEqual([]);
});

it('tells in a README.md what every module is for', () => {
  expect(foldersIn('server/src').filter((name) => !existsSync(join(root, 'server/src', name, 'README.md')))).toEqual([]);
});

it('obeys the dependency law, and the check sees the modules', () => {
  const { summary } = cruise(root);
  expect(summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  // Blind tools pass: with no parser for TypeScript this number is 0.
  expect(summary.totalCruised).toBeGreaterThan(150);
});

it('catches planted violations of the dependency law', () => {
  const folder = copyOfProject();
  const planted = [
    ['server/src/clean/planted.ts', `export * from '#segment';`, 'stage-order-clean'],
    ['server/src/collect/planted.ts', `import '#identify';`, 'collect-sees-only-ground'],
    ['server/src/segment/planted.ts', `export * from '../identify/planted-inner.ts';`, 'front-door-identify'],
    ['server/src/identify/planted-inner.ts', `export const one = 1;`, undefined],
    ['server/src/tag/planted.ts', `import pg from 'pg'; export const pool = pg.Pool;`, 'drivers-only-in-platform'],
    ['server/src/kernel/planted.ts', `export { readFile } from 'node:fs';`, 'kernel-imports-nothing'],
    ['contracts/src/planted.ts', `export { pino } from 'pino';`, 'contracts-import-only-typebox'],
    ['server/src/govern/planted.ts', `export type { Stage } from '#pipeline';`, 'ground-order-govern'],
    ['console/src/planted.ts', `export * from '../../server/src/kernel/index.ts';`, 'console-sees-contracts-only'],
    ['sdk/web/src/planted.ts', `export { readFile } from 'node:fs';`, 'sdk-web-is-for-pages'],
    ['sdk/node/src/planted.ts', `export * from '../../../contracts/src/index.ts';`, 'sdk-stands-alone'],
    ['demo/src/planted.ts', `export * from '../../sdk/shared/backoff.ts';`, 'nobody-imports-the-sdks'],
    ['server/src/profile/planted-a.ts', `export * from './planted-b.ts';`, 'no-cycles'],
    ['server/src/profile/planted-b.ts', `export * from './planted-a.ts';`, undefined],
  ] as const;
  for (const [path, text] of planted) writeFileSync(join(folder, path), text);
  const caught = cruise(folder).summary.violations.map((violation) => `${violation.from}: ${violation.rule.name}`);
  expect(caught).toEqual(expect.arrayContaining(planted.flatMap(([path, , rule]) => (rule === undefined ? [] : [`${path}: ${rule}`]))));
});

it('keeps files small: none over 400 lines, nine of ten within 250, half within 80', () => {
  const sizes = sourceFiles(['console/src', 'contracts/src', 'server', 'demo', 'packs', 'sdk/node/src', 'sdk/shared', 'sdk/web/src', 'test']).map(
    ({ path, text }) => ({
      path,
      lines: text.split('\n').length - 1,
    }),
  );
  const lines = sizes.map((size) => size.lines);
  expect(sizes.filter((size) => size.lines > 400)).toEqual([]);
  expect(quantileOf(lines, 0.9)).toBeLessThanOrEqual(250);
  expect(quantileOf(lines, 0.5)).toBeLessThanOrEqual(80);
});

it('names a table in SQL only where its owner lives', () => {
  expect(trespasses(productFiles(), readTableOwners())).toEqual([]);
});

it('catches SQL that names a table of another module', () => {
  const owners = readTableOwners();
  const trespassOf = (text: string): readonly string[] => trespasses([{ path: 'server/src/clean/planted.ts', text }], owners).map((found) => found.table);
  expect(trespassOf('const SQL = `SELECT id FROM identify.profile WHERE id = $1`;')).toEqual(['identify.profile']);
  expect(trespassOf('const SQL = `SELECT count() FROM event WHERE workspace = {w:UInt32}`;')).toEqual(['event']);
  expect(trespassOf(`const SQL = "SELECT dictGet('profile_alias_map', 'root_id', 1)";`)).toEqual(['profile_alias_map']);
  expect(trespassOf(`await clickhouse.insert('quarantine', rows);`)).toEqual(['quarantine']);
  expect(trespassOf('const SQL = `ALTER TABLE ${database}.tag_value DELETE WHERE 1`;')).toEqual(['tag_value']);
  expect(trespassOf(`// FROM event\nconst text = 'an answer from event to profile';`)).toEqual([]);
});

it('has every guide in both languages, and the READMEs lead to them', () => {
  const guides = globSync('docs/guides/*.md', { cwd: root });
  const english = guides.filter((name) => !name.endsWith('.zh-CN.md'));
  expect(english.length).toBeGreaterThan(20);
  expect(guides.toSorted()).toEqual(english.flatMap((name) => [name, name.replace(/md$/, 'zh-CN.md')]).toSorted());
  const unnamed = guides.filter((name) => !readText(name.endsWith('.zh-CN.md') ? 'README.zh-CN.md' : 'README.md').includes(`](${name})`));
  expect(unnamed).toEqual([]);
});

it('explains every setting in the guide, in both languages', () => {
  const settings = Array.from(readText('server/src/platform/config.ts').matchAll(/environment: '(\w+)'/g), ([, name = '']) => name);
  expect(settings.length).toBeGreaterThan(10);
  for (const guide of ['docs/guides/operations.md', 'docs/guides/operations.zh-CN.md']) {
    const text = readText(guide);
    expect([guide, settings.filter((name) => !text.includes(`\`${name}\``))]).toEqual([guide, []]);
  }
});

it('has no link in a document that leads nowhere', () => {
  const documents = globSync('{*.md,docs/**/*.md,{console,contracts,demo,packs,sdk,server,test}/**/*.md}', {
    cwd: root,
    exclude: (name) => name.includes('node_modules'),
  });
  expect(documents.length).toBeGreaterThan(80);
  expect(documents.flatMap((name) => deadLinksIn(name))).toEqual([]);
  expect(deadLinksIn('README.md', '# One two\n[a](#one-two) [b](#three) [c](LICENSE) [d](none.md) `[e](none.md)`')).toEqual([
    'README.md: #three',
    'README.md: none.md',
  ]);
});

it('writes Chinese documents with full-width punctuation', () => {
  const names = globSync('{*.zh-CN.md,docs/**/*.zh-CN.md}', { cwd: root });
  expect(names.length).toBeGreaterThan(10);
  expect(names.flatMap((name) => halfWidthIn(name, readText(name)))).toEqual([]);
});

it('says nothing in Chinese that reads as translated, in documents and in sentences that the server makes', () => {
  const documents = globSync('{*.zh-CN.md,docs/**/*.zh-CN.md}', { cwd: root });
  const sources = globSync('{server/src,packs/src}/**/*.ts', { cwd: root, exclude: (name) => name.endsWith('.test.ts') });
  const sentences = sources.flatMap((name) => sentencesIn(readText(name)).map((text) => [name, text] as const));
  expect(sentences.length).toBeGreaterThan(300);
  expect([...documents.map((name) => [name, readText(name)] as const), ...sentences].flatMap(([name, text]) => refusedIn(name, text))).toEqual([]);
  expect(refusedIn('a', '对人群进行计算')).toEqual(['a: 进行']);
});

it('catches half-width punctuation in Chinese prose, and finds none in code', () => {
  expect(halfWidthIn('a', '这里有逗号,那里没有')).toEqual(['a:1: 号,']);
  expect(halfWidthIn('a', '\n括号(里面)也是')).toEqual(['a:2: (里面)']);
  expect(halfWidthIn('a', '在 `a,b:c` 里可以，[链接](#中文) 里也可以\n\n    姓名,手机\n```\n姓名,手机\n```')).toEqual([]);
});
