import type { ProfileRow, ProfileView } from '@danqing/contracts';
import { join } from 'node:path';
import { areColumns, matchingIds, rowsOf } from '#browse';
import type { ExportRunnerDeps, Masker } from '#govern';
import { hasAliases } from '#identify';
import { csvMark, isJsonObject, parseMoment } from '#kernel';
import { type ProfileReader, readEvents, readProfileIds } from '#profile';
import { readMembersByKey } from '#segment';
import type { Definitions } from './evaluation.ts';
import { type Cell, eventCell, eventColumns, profileCell, profileColumns } from './export/columns.ts';
import { csvLine } from './export/csv.ts';
import { rowCell } from './export/row-cell.ts';
import type { Stores } from './stores.ts';

/** Where the files lie that people asked for. */
export const exportsFolder = (data: string): string => join(data, 'exports');

type Parts = ExportRunnerDeps['parts'];
type Job = Parameters<Parts>[0];
const pageSize = 500;

interface Deps {
  readonly stores: Stores;
  readonly definitions: Definitions;
  readonly reader: ProfileReader;
  /** The zone of a workspace, in which moments without an offset are meant. */
  readonly timezoneOf: (workspace: number) => string;
  /** The mask of those who see personal data masked. */
  readonly maskerOf: (workspace: number) => Masker;
}

/** What an export's file says: pages of profiles or events as lines, up to the limit of rows. */
export const exportParts = (deps: Deps): Parts =>
  async function* parts(job) {
    const columns = job.request.columns;
    if (job.what === 'events') yield* lines(job, eventPages(deps, job), eventCell, eventColumns);
    else if (columns !== undefined && areColumns(columns)) yield* lines(job, rowPages(deps, job, columns), rowCell, columns);
    else yield* lines(job, profilePages(deps, job), profileCell, profileColumns);
  };

/** Whom the file is about: everybody, a segment's members, or whom a rule finds. */
function idPages(deps: Deps, { workspace, request: { segment, rule, sort, ids } }: Job): AsyncIterable<readonly number[]> {
  if (ids !== undefined) return onePage(ids);
  if (rule === undefined) return idsAscending(deps, workspace, segment);
  return matchingIds({ ...deps.definitions, reader: deps.reader }, workspace, rule, sort ?? { by: 'id', order: 'asc' });
}

async function* onePage(ids: readonly number[]): AsyncGenerator<readonly number[]> {
  yield ids;
}

async function* idsAscending({ stores, definitions }: Deps, workspace: number, segment: string | undefined): AsyncGenerator<readonly number[]> {
  let after = 0;
  for (;;) {
    const ids =
      segment === undefined
        ? await readProfileIds(stores.clickhouse, workspace, after, pageSize)
        : await readMembersByKey(definitions, workspace, segment, after, pageSize);
    yield ids;
    const last = ids.at(-1);
    if (last === undefined || ids.length < pageSize) return;
    after = last;
  }
}

async function* profilePages(deps: Deps, job: Job): AsyncGenerator<readonly ProfileView[]> {
  for await (const ids of idPages(deps, job)) {
    for (let from = 0; from < ids.length; from += pageSize) {
      const found = await Promise.all(ids.slice(from, from + pageSize).map((id) => deps.reader.byId(job.workspace, id)));
      yield found.flatMap((profile) => (profile === undefined || profile.mergedFrom !== undefined ? [] : profile));
    }
  }
}

/** Masked by what each field is, before cells have the headings of people; the runner masks the file's text besides. */
async function* rowPages(deps: Deps, job: Job, columns: readonly string[]): AsyncGenerator<readonly ProfileRow[]> {
  const pages = rowsOf({ ...deps.definitions, reader: deps.reader }, job.workspace, idPages(deps, job), columns);
  const masker = deps.maskerOf(job.workspace);
  for await (const rows of pages) yield job.masked ? rows.map((row) => masked(row, masker)) : rows;
}

const isRow = (value: unknown): value is ProfileRow => isJsonObject(value) && 'identifiers' in value && 'metrics' in value;

function masked(row: ProfileRow, masker: Masker): ProfileRow {
  const shown = masker.json(row);
  if (!isRow(shown)) throw new Error('a mask has changed the form of a row');
  return shown;
}

async function* eventPages({ stores, timezoneOf }: Deps, { workspace, request: { event, from, to } }: Job) {
  const momentOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : (parseMoment(text, timezoneOf(workspace)) ?? undefined));
  const filter = { workspace, limit: pageSize, event, from: momentOf(from), to: momentOf(to), hasAliases: await hasAliases(stores.pg) };
  let cursor: string | undefined;
  for (;;) {
    const { items, next } = await readEvents(stores.clickhouse, { ...filter, cursor });
    yield items;
    if (next === null) return;
    cursor = next;
  }
}

async function* lines<Row>({ rowLimit, request }: Job, pages: AsyncIterable<readonly Row[]>, cell: Cell<Row>, usual: readonly string[]): ReturnType<Parts> {
  const isCsv = request.format !== 'jsonl';
  const names = request.columns ?? usual;
  // The mark tells Excel that the file is UTF-8.
  if (isCsv) yield { rows: 0, text: `${csvMark}${csvLine(request.headings ?? names)}` };
  let left = rowLimit;
  for await (const rows of pages) {
    const taken = rows.slice(0, left);
    left -= taken.length;
    const isCut = rows.length > taken.length;
    const text = taken.map((row) => (isCsv ? csvLine(names.map((name) => cell(row, name))) : `${JSON.stringify(row)}\n`)).join('');
    yield { rows: taken.length, text, isCut };
    if (isCut) return;
  }
}
