import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { withoutDecimals } from '#clean';
import { openSample } from '#collect';
import { Fault, invalid } from '#kernel';

/** As large as a file of identifiers may be. */
export const maxFileBytes = 64 * 1024 * 1024;
const maxValues = 1_000_000;

interface Uploaded {
  /** Of the file, which goes when the work on it is done. */
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Takes the part `file` of multipart/form-data into a folder of its own, and the fields beside it. Throws DQ_INVALID when there is no file, DQ_TOO_LARGE. */
export async function withUpload<T>(request: FastifyRequest, work: (uploaded: Uploaded) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'danqing-list-'));
  try {
    const path = join(folder, 'file');
    const fields: Record<string, string> = {};
    let hasFile = false;
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value;
      } else if (part.fieldname === 'file') {
        await pipeline(part.file, createWriteStream(path));
        if (part.file.truncated) throw new Fault('DQ_TOO_LARGE', 413, `a file of identifiers may have ${maxFileBytes / 1024 / 1024} MB`);
        hasFile = true;
      } else part.file.resume();
    }
    if (!hasFile) throw invalid('the upload is not complete', [{ path: '/file', code: 'DQ_REQUIRED', message: 'the part "file" is the table of identifiers' }]);
    return await work({ path, fields });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Turns a form (fields like the JSON body's, `column`, and the part `file`: a workbook, CSV, TSV or JSON lines, also gzipped) into what the JSON body would be. */
export const readListForm = (request: FastifyRequest): Promise<Readonly<Record<string, unknown>>> =>
  withUpload(request, async ({ path, fields: { column, ...rest } }) => ({ ...rest, values: await columnOf(path, column, rest['kind']) }));

export type Table = Pick<Awaited<ReturnType<typeof openSample>>, 'file' | 'rows' | 'rest'>;

/** A file's columns and rows, its heading found; a file of one column that nothing names has none. */
export const openTable = (path: string): Promise<Table> => openSample(path, { sheet: undefined, headerRow: undefined });

/** A cell as an identifier may stand in it; undefined for nothing. */
export const identifierIn = (cell: unknown): string | undefined =>
  typeof cell === 'string' || typeof cell === 'number' ? withoutDecimals(String(cell).trim()) : undefined;

/** The cells of one column; unless it is named, the one that is called like the kind, or the only one. */
async function columnOf(path: string, named: string | undefined, kind: string | undefined): Promise<readonly string[]> {
  const { file, rows, rest } = await openTable(path);
  const place = placeOf(file.columns, named, kind);
  const values: string[] = [];
  const take = (batch: typeof rows): void => {
    for (const { cells } of batch) {
      const value = identifierIn(cells[place]);
      if (value !== undefined && value !== '') values.push(value);
    }
    if (values.length > maxValues) throw new Fault('DQ_TOO_LARGE', 413, `a list takes up to ${maxValues} values at once`);
  };
  take(rows);
  for await (const batch of rest) take([...batch.rows]);
  return values;
}

function placeOf(columns: readonly string[], named: string | undefined, kind: string | undefined): number {
  const wanted = named ?? kind;
  const place = columns.findIndex((column) => column.trim().toLowerCase() === wanted?.trim().toLowerCase());
  if (place >= 0) return place;
  if (named === undefined && columns.length === 1) return 0;
  throw invalid('the file has no such column', [
    {
      path: '/column',
      code: 'DQ_NOT_FOUND',
      message: `name one of the file's columns: ${columns.slice(0, 50).join(', ')}`,
      ...(columns[0] === undefined ? {} : { suggestion: columns[0] }),
    },
  ]);
}
