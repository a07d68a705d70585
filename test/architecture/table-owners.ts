import { literalsOf } from './literals.ts';
import { readText, root, type SourceFile, sourceFiles } from './source-files.ts';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Which module may name which table in SQL: PostgreSQL tables as `schema.table`, ClickHouse tables by their bare name. */
export interface TableOwners {
  readonly postgres: ReadonlyMap<string, string>;
  readonly clickhouse: ReadonlyMap<string, string>;
}

/** Reads the third column of ARCHITECTURE.md's table (`identify.*`; `event*`) against what the migrations create. */
export function readTableOwners(): TableOwners {
  const patterns = ownershipPatterns(readText('ARCHITECTURE.md'));
  const ownerOf = (table: string): string => {
    const owners = patterns.filter(({ pattern }) => pattern.test(table)).sort((a, b) => b.length - a.length);
    const owner = owners[0];
    if (owner === undefined) throw new Error(`ARCHITECTURE.md names no owner for the table ${table}`);
    return owner.module;
  };
  return {
    postgres: new Map(created('postgres', /CREATE TABLE (?:IF NOT EXISTS )?([a-z_]+\.[a-z_]+)/g).map((table) => [table, ownerOf(table)])),
    clickhouse: new Map(created('clickhouse', /CREATE (?:TABLE|DICTIONARY) (?:IF NOT EXISTS )?([a-z_]+)/g).map((table) => [table, ownerOf(table)])),
  };
}

interface OwnershipPattern {
  readonly module: string;
  readonly pattern: RegExp;
  /** The longer (more exact) pattern wins: `profile_alias` over `profile*`. */
  readonly length: number;
}

function ownershipPatterns(page: string): readonly OwnershipPattern[] {
  const rows = [...page.matchAll(/^\| (.+?) \| .+? \| (.*?) ?\|$/gm)];
  return rows.flatMap(([, folders = '', tables = '']) => {
    const modules = [...folders.matchAll(/`([a-z]+)\/`/g)].map(([, name = '']) => name);
    return [...tables.matchAll(/`([a-z_.*]+)`/g)].map(([, glob = '']) => ({
      // A row of two modules (`tag/`, `segment/`) names its tables after them; membership belongs to segment.
      module: modules.find((name) => glob.startsWith(name)) ?? modules.at(-1) ?? '',
      pattern: new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*')}$`),
      length: glob.length,
    }));
  });
}

function created(engine: 'postgres' | 'clickhouse', statement: RegExp): readonly string[] {
  const folder = join(root, 'db', engine);
  return readdirSync(folder).flatMap((name) => [...readText(`db/${engine}/${name}`).matchAll(statement)].map(([, table = '']) => table));
}

export interface Trespass {
  readonly path: string;
  readonly table: string;
  readonly owner: string;
}

const AFTER_KEYWORD = /\b(?:FROM|JOIN|INTO|UPDATE|TABLE|VIEW|DICTIONARY)\s+(?:IF (?:NOT )?EXISTS\s+)?(?:¤\.)?[`"]?([a-z_]+)[`"]?(?![\w.(])/g;
const IN_DICTIONARY = /\bdict(?:Get|Has)\w*\(\s*'(?:¤\.)?([a-z_]+)'/g;
const QUALIFIED = /\b([a-z_]+\.[a-z_]+)\b/g;
const IS_SQL = /\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|JOIN|ALTER|CREATE|DROP|TRUNCATE|LOCK|RELOAD)\b/;

/** Tables that a file's SQL names though another module owns them. Tests may look anywhere. */
export function trespasses(files: readonly SourceFile[], owners: TableOwners): readonly Trespass[] {
  return files
    .filter(({ path }) => !path.endsWith('.test.ts'))
    .flatMap(({ path, text }) => {
      const module = path.split('/')[2] ?? '';
      return [...tablesNamed(text, owners)].filter(([, owner]) => owner !== module).map(([table, owner]) => ({ path, table, owner }));
    });
}

function tablesNamed(text: string, { postgres, clickhouse }: TableOwners): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const look = (known: ReadonlyMap<string, string>, table: string | undefined): void => {
    const owner = table === undefined ? undefined : known.get(table);
    if (table !== undefined && owner !== undefined) found.set(table, owner);
  };
  for (const literal of literalsOf(text).filter((each) => IS_SQL.test(each))) {
    for (const [, table] of literal.matchAll(QUALIFIED)) look(postgres, table);
    for (const pattern of [AFTER_KEYWORD, IN_DICTIONARY]) for (const [, table] of literal.matchAll(pattern)) look(clickhouse, table);
  }
  for (const [, table] of text.matchAll(/\.insert\(\s*'([a-z_]+)'/g)) look(clickhouse, table);
  return found;
}

export const productFiles = (base = root): readonly SourceFile[] => sourceFiles(['server/src', 'demo/src'], base);
