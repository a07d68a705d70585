import type { ProfileView } from '@danqing/contracts';
import { join } from 'node:path';
import type { ExportRunnerDeps } from '#govern';
import { hasAliases } from '#identify';
import { parseMoment } from '#kernel';
import { type ProfileReader, readEvents, readProfileIds } from '#profile';
import { readMembersByKey } from '#segment';
import type { Definitions } from './evaluation.ts';
import { type Cell, eventCell, eventColumns, profileCell, profileColumns } from './export/columns.ts';
import { csvLine } from './export/csv.ts';
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
}

/** What an export's file says: pages of profiles or events as lines, up to the limit of rows. */
export const exportParts = (deps: Deps): Parts =>
  async function* parts(job) {
    if (job.what === 'events') yield* lines(job, eventPages(deps, job), eventCell, eventColumns);
    else yield* lines(job, profilePages(deps, job), profileCell, profileColumns);
  };

async function* profilePages({ stores, definitions, reader }: Deps, { workspace, request: { segment } }: Job): AsyncGenerator<readonly ProfileView[]> {
  let after = 0;
  for (;;) {
    const ids =
      segment === undefined
        ? await readProfileIds(stores.clickhouse, workspace, after, pageSize)
        : await readMembersByKey(definitions, workspace, segment, after, pageSize);
    const found = await Promise.all(ids.map((id) => reader.byId(workspace, id)));
    yield found.flatMap((profile) => (profile === undefined || profile.mergedFrom !== undefined ? [] : profile));
    const last = ids.at(-1);
    if (last === undefined || ids.length < pageSize) return;
    after = last;
  }
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
  if (isCsv) yield { rows: 0, text: `\uFEFF${csvLine(names)}` };
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
