import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BucketPlace, ConnectionTry, DatabasePlace, FilesPull, FolderPlace, QueryPull } from '@danqing/contracts';
import { Fault, invalid } from '#kernel';
import type { Networks } from '#platform';
import type { FoundFile } from './files/found.ts';
import { openFiles } from './files/open.ts';
import { openSpool } from './spool.ts';
import { jsonOf, type SqlColumn, type SqlRow } from './sql/column.ts';
import { openSql } from './sql/open.ts';
import { orderOf, selectAll, selectLatest, type Statement } from './sql/statement.ts';

export interface TryDeps {
  readonly folder: string;
  readonly networks: Networks;
  readonly watchedFolders: readonly string[];
  readonly now: () => number;
}

/** A sample of what a place gives, as a file of imports. */
export interface Sample {
  readonly id: string;
  readonly file: string;
  readonly fileName: string;
  readonly totalBytes: number;
  readonly server: string;
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly SqlRow[];
  readonly sampled: number;
  readonly files: readonly FoundFile[];
  readonly matched: number;
  readonly warnings: readonly { readonly zh: string; readonly en: string }[];
}

const sampleRows = 5000;
const sampleBytes = 16 * 1024 * 1024;
const shownRows = 20;
const shownFiles = 100;
const timeoutMs = 30_000;

/** Asks a place for a first look at what it has; of a connection that is there, at the latest rows. Throws DQ_ADDRESS_…, DQ_CONNECTION_… */
export async function tryPlace({ place, pull, connection }: Omit<ConnectionTry, 'secret'>, secret: string, deps: TryDeps): Promise<Sample> {
  if ('query' in pull && (place.kind === 'postgres' || place.kind === 'mysql')) {
    if (connection === undefined) return await tryQuery(place, pull, secret, deps, false);
    return await tryQuery(place, pull, secret, deps, true).catch((error: unknown) => {
      // Without an index on the column the latest may take too long: any rows say more than none.
      if (error instanceof Fault && error.code === 'DQ_CONNECTION_TIMEOUT') return tryQuery(place, pull, secret, deps, false);
      throw error;
    });
  }
  if ('pattern' in pull && (place.kind === 'folder' || place.kind === 's3')) return await tryFiles(place, pull, secret, deps);
  throw mismatched();
}

export const mismatched = (): Fault =>
  invalid('databases are asked with a query, folders and buckets with a pattern', [{ path: '/pull', code: 'DQ_INVALID', message: 'does not fit the place' }]);

async function tryQuery(place: DatabasePlace, pull: QueryPull, password: string, { folder, networks }: TryDeps, isLatest: boolean): Promise<Sample> {
  const reader = await openSql(place, { networks, password, timeoutMs });
  const id = randomUUID();
  const file = join(folder, id);
  try {
    const columns = await reader.describe(pull.query);
    const order = pull.read === 'new' && pull.column !== undefined ? orderOf(columns, { column: pull.column, key: pull.key }) : undefined;
    const statement: Statement = isLatest && order !== undefined ? selectLatest(reader.dialect, pull.query, order, sampleRows) : selectAll(pull.query);
    const spool = await openSpool(file);
    const rows: SqlRow[] = [];
    let sampled = 0;
    let hasNulls = false;
    const at = columns.findIndex(({ name }) => name === pull.column);
    sampling: for await (const page of reader.pages(statement)) {
      for (const row of page) {
        if (sampled >= sampleRows || spool.bytes() > sampleBytes) break sampling;
        if (rows.length < shownRows) rows.push(row);
        hasNulls ||= at >= 0 && row[at] === null;
        spool.line(JSON.stringify(Object.fromEntries(columns.map((column, index) => [column.name, jsonOf(column, row[index] ?? null)]))));
        sampled++;
      }
      await spool.settle();
    }
    if (sampled === 0) {
      await spool.drop();
      throw new Fault('DQ_CONNECTION_EMPTY', 400, 'the query gives no rows: at least one is needed to see what they mean');
    }
    await spool.keep();
    const { size } = await stat(file);
    return {
      id,
      file,
      fileName: place.database,
      totalBytes: size,
      server: reader.server,
      columns,
      rows,
      sampled,
      files: [],
      matched: 0,
      warnings: hasNulls ? [nullWarning(pull.column ?? '')] : [],
    };
  } finally {
    await reader.close();
  }
}

const nullWarning = (column: string) => ({
  zh: `有的行“${column}”是空的，这些行不会被读取`,
  en: `some rows have no ${column}; these are never read`,
});

async function tryFiles(
  place: FolderPlace | BucketPlace,
  pull: FilesPull,
  secret: string,
  { folder, networks, watchedFolders, now }: TryDeps,
): Promise<Sample> {
  const opened = await openFiles(place, pull, { secret, networks, watchedFolders, now });
  const found = await opened.list();
  const latest = found.filter(({ bytes }) => bytes > 0).sort((a, b) => (b.changedAt?.getTime() ?? 0) - (a.changedAt?.getTime() ?? 0));
  const [sample] = latest;
  if (sample === undefined) throw new Fault('DQ_CONNECTION_EMPTY', 400, `no file fits ${pull.pattern}: at least one is needed to see what it means`);
  const id = randomUUID();
  const file = join(folder, id);
  if (!(await opened.copy(sample, file))) throw new Fault('DQ_CONNECTION_EMPTY', 400, `${sample.path} is being written just now; try again in a moment`);
  return {
    id,
    file,
    fileName: basename(sample.path),
    totalBytes: sample.bytes,
    server: opened.name,
    columns: [],
    rows: [],
    sampled: 0,
    files: latest.slice(0, shownFiles),
    matched: found.length,
    warnings: [],
  };
}
