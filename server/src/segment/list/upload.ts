import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { withoutDecimals } from '#clean';
import { openRows } from '#collect';
import { Fault, invalid } from '#kernel';

/** As large as a file of identifiers may be. */
export const maxFileBytes = 64 * 1024 * 1024;
const maxValues = 1_000_000;

/**
 * Turns multipart/form-data (fields like the JSON body's, `column`, and the part `file`: CSV, TSV or JSON lines, also gzipped) into what the JSON body
 * would be: its fields and `values`. The file waits in a folder of its own that goes again.
 */
export async function readListForm(request: FastifyRequest): Promise<Readonly<Record<string, unknown>>> {
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
    const { column, ...rest } = fields;
    return { ...rest, values: await columnOf(path, column, fields['kind']) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The cells of one column; unless it is named, the one that is called like the kind, or the only one. */
async function columnOf(path: string, named: string | undefined, kind: string | undefined): Promise<readonly string[]> {
  const file = await openRows(path, { columns: [named ?? kind ?? ''].filter((name) => name !== '') });
  const place = placeOf(file.columns, named, kind);
  const values: string[] = [];
  for await (const { rows } of file.batches) {
    for (const { cells } of rows) {
      const cell = cells[place];
      if (typeof cell === 'string' || typeof cell === 'number') values.push(withoutDecimals(String(cell)));
    }
    if (values.length > maxValues) throw new Fault('DQ_TOO_LARGE', 413, `a list takes up to ${maxValues} values at once`);
  }
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
