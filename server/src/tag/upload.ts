import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { TagUpload, TagValue } from '@danqing/contracts';
import type { FastifyRequest } from 'fastify';
import { openRows } from '#collect';
import { contextAt } from '#evaluate';
import { Fault, invalid, numberOf } from '#kernel';
import type { Postgres } from '#platform';
import { type ManualDeps, type ManualValue, sayValues } from './manual.ts';
import { profilesOf, type Where } from './manual-whom.ts';
import type { Tag } from './tag.store.ts';
import { isOfType } from './values.ts';
import { livingAmong } from './values.read.ts';

/** As large as a file of values may be. */
export const maxFileBytes = 64 * 1024 * 1024;
const shown = 100;
const rowsEach = 5000;

/** The fields of a form beside its file. */
export interface UploadForm {
  /** The kind of identifier in `column`, or `profile`. */
  readonly kind: string;
  readonly column: string;
  readonly valueColumn: string;
  readonly source: string;
}

/** Keeps the file of a form in a folder of its own while `work` reads it. */
export async function withUploadedFile<T>(request: FastifyRequest, work: (path: string, form: UploadForm) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'danqing-tag-'));
  try {
    const path = join(folder, 'file');
    const fields = new Map<string, string>();
    let hasFile = false;
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      else if (part.fieldname === 'file') {
        await pipeline(part.file, createWriteStream(path));
        if (part.file.truncated) throw new Fault('DQ_TOO_LARGE', 413, `a file of values may have ${maxFileBytes / 1024 / 1024} MB`);
        hasFile = true;
      } else part.file.resume();
    }
    if (!hasFile) throw invalid('the upload is not complete', [{ path: '/file', code: 'DQ_REQUIRED', message: 'the part "file" is the table of values' }]);
    const kind = fields.get('kind') ?? 'profile';
    return await work(path, {
      kind,
      column: fields.get('column') ?? kind,
      valueColumn: fields.get('valueColumn') ?? 'value',
      source: fields.get('source') ?? 'upload',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Whose = Omit<Where, 'workspace'>;

/** Sets a manual tag's values from a table: one profile a row, its value, and when it expires if there is a column `expires_at`. A bad row never stops the others. */
export async function uploadValues(deps: ManualDeps & { readonly pg: Postgres }, tag: Tag, path: string, form: UploadForm, whose: Whose): Promise<TagUpload> {
  if (tag.kind !== 'manual') throw invalid(`${tag.key} is computed; only manual tags can be set`);
  const context = await contextAt(deps, tag.workspace);
  const file = await openRows(path, { columns: [form.column, form.valueColumn, 'expires_at'] });
  const places = placesOf(file.columns, form);
  const result = {
    rows: 0,
    changed: 0,
    unmatchedCount: 0,
    unmatched: new Array<string>(),
    invalidCount: 0,
    invalid: new Array<TagUpload['invalid'][number]>(),
  };
  let waiting: Row[] = [];
  const flush = async (): Promise<void> => {
    const ids = await idsOf(deps.pg, tag, waiting, form.kind, whose);
    const living = await livingAmong(
      deps.clickhouse,
      context,
      ids.filter((id) => id !== undefined),
    );
    const said = new Map<number, ManualValue>();
    waiting.forEach((row, index) => {
      const profile = ids[index];
      if (profile === undefined || !living.has(profile)) {
        result.unmatchedCount++;
        if (result.unmatched.length < shown) result.unmatched.push(row.who);
      } else said.set(profile, { profile, value: row.value, expiresAt: row.expiresAt });
    });
    waiting = [];
    if (said.size > 0) result.changed += await sayValues(deps, tag, [...said.values()], form.source);
  };
  for await (const { rows } of file.batches) {
    for (const { cells } of rows) {
      result.rows++;
      const row = rowOf(cells, places, tag);
      if (typeof row === 'string') {
        result.invalidCount++;
        if (result.invalid.length < shown) result.invalid.push({ row: result.rows, message: row });
      } else waiting.push(row);
    }
    if (waiting.length >= rowsEach) await flush();
  }
  if (waiting.length > 0) await flush();
  return result;
}

interface Row {
  readonly who: string;
  readonly value: TagValue | null;
  readonly expiresAt: Date | null;
}

interface Places {
  readonly who: number;
  readonly value: number;
  /** −1: the file says nothing of expiry. */
  readonly expires: number;
}

function placesOf(columns: readonly string[], { column, valueColumn }: UploadForm): Places {
  const placeOf = (name: string): number => columns.findIndex((each) => each.trim().toLowerCase() === name.trim().toLowerCase());
  const missing = [column, valueColumn].filter((name) => placeOf(name) < 0);
  if (missing.length > 0)
    throw invalid(
      'the file lacks a column',
      missing.map((name) => ({ path: '/column', code: 'DQ_NOT_FOUND', message: `there is no column ${name}`, suggestion: columns.slice(0, 50).join(', ') })),
    );
  return { who: placeOf(column), value: placeOf(valueColumn), expires: placeOf('expires_at') };
}

/** A row, or what is wrong with it. An empty value takes the value away. */
function rowOf(cells: readonly unknown[], { who, value, expires }: Places, tag: Tag): Row | string {
  const cell = (place: number): string => {
    const found = cells[place];
    return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found).trim() : '';
  };
  if (cell(who) === '') return 'the row names nobody';
  const read = cell(value) === '' ? null : valueOf(cell(value), tag);
  if (read === undefined || (read !== null && !isOfType(tag.type, read))) return `${JSON.stringify(cell(value).slice(0, 100))} is no ${tag.type}`;
  const until = expires < 0 || cell(expires) === '' ? null : Date.parse(cell(expires));
  if (until !== null && Number.isNaN(until)) return `${JSON.stringify(cell(expires))} is no moment`;
  return { who: cell(who), value: read, expiresAt: until === null ? null : new Date(until) };
}

/** A cell as the tag's type; the elements of a list stand between semicolons. */
function valueOf(text: string, { type }: Tag): TagValue | undefined {
  switch (type) {
    case 'number':
      return numberOf(text) ?? undefined;
    case 'boolean':
      return ['true', '1', 'yes', '是'].includes(text.toLowerCase()) ? true : ['false', '0', 'no', '否'].includes(text.toLowerCase()) ? false : undefined;
    case 'list':
      return text
        .split(/[;；]/)
        .map((item) => item.trim())
        .filter((item) => item !== '');
    case 'text':
    case 'date':
      return text;
  }
}

async function idsOf(pg: Postgres, tag: Tag, rows: readonly Row[], kind: string, whose: Whose): Promise<readonly (number | undefined)[]> {
  if (kind === 'profile') return rows.map(({ who }) => (/^\d{1,15}$/.test(who) ? Number(who) : undefined));
  return profilesOf(
    pg,
    rows.map(({ who }) => ({ kind, value: who })),
    { ...whose, workspace: tag.workspace },
  );
}
