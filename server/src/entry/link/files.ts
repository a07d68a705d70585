import type { JsonValue } from '#kernel';
import { Fault } from '#kernel';
import { openRows } from '#collect';
import type { LinkRecord, RecordSource } from '#identify';

export interface LinkFiles {
  readonly source: RecordSource;
  /** Rows that could not be read, by the last time the source was read. */
  rejected(): number;
}

const cellText = (cell: JsonValue | undefined): string => (typeof cell === 'string' ? cell : cell === null || cell === undefined ? '' : JSON.stringify(cell));

/**
 * Files as one source of records. Its columns are those that every file has, by name without the blanks around it; `aliases` give a column's
 * other names. Throws DQ_LINKAGE_COLUMNS when the files have none in common.
 */
export async function linkFiles(paths: readonly string[], aliases: Readonly<Record<string, readonly string[]>>): Promise<LinkFiles> {
  const headers: (readonly string[])[] = [];
  for (const path of paths) headers.push((await open(path)).columns.map((name) => name.trim()));
  const [first = [], ...others] = headers;
  const placeOf = (header: readonly string[], column: string): number =>
    [column, ...(aliases[column] ?? [])].map((name) => header.indexOf(name)).find((at) => at >= 0) ?? -1;
  const named = [...new Set([...Object.keys(aliases), ...first])].filter((column) => column !== '');
  const columns = named.filter((column) => [first, ...others].every((header) => placeOf(header, column) >= 0));
  if (columns.length === 0)
    throw new Fault('DQ_LINKAGE_COLUMNS', 400, `the files have no column in common: ${headers.map((header) => header.join(', ')).join(' | ')}`);
  let rejected = 0;
  async function* batches(): AsyncGenerator<readonly LinkRecord[]> {
    rejected = 0;
    for (const [file, path] of paths.entries()) {
      const places = columns.map((column) => placeOf(headers[file] ?? [], column));
      for await (const batch of (await open(path)).batches) {
        rejected += batch.rejected.length;
        yield batch.rows.map(({ number, cells }): LinkRecord => ({ file, row: number, cells: places.map((place) => cellText(cells[place])) }));
      }
    }
  }
  return { source: { columns, batches }, rejected: () => rejected };
}

const open = (path: string) =>
  openRows(path, { columns: [] }).catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'EACCES');
    throw isMissing ? new Fault('DQ_SETTINGS', 400, `the file ${path} cannot be read`, { cause: error }) : error;
  });
