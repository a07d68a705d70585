import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EventPage, ProfilePage } from '@danqing/contracts';
import { Command, Option } from 'commander';
import type { Static, TObject, TSchema } from 'typebox';
import { csvMark, Fault } from '#kernel';
import { askProduct } from '../ask.ts';
import { contextOf, runningProduct } from '../command-line.ts';
import { type Cell, eventCell, eventColumns, profileCell, profileColumns } from '../export/columns.ts';
import { csvLine } from '../export/csv.ts';

interface Flags {
  readonly out?: string;
  readonly format?: 'csv' | 'jsonl';
  readonly columns?: string;
  readonly segment?: string;
  readonly event?: string;
  readonly from?: string;
  readonly to?: string;
  readonly workspace: string;
}

const pageSize = 500;

export const build = (): Command =>
  new Command('export')
    .description('Writes profiles or events into a file: JSON lines with everything, or CSV with chosen columns.')
    .argument('<what>', 'profiles or events')
    .option('--out <file>', 'the file to write; without it, the standard output')
    .addOption(new Option('--format <format>', 'by default as the name of the file ends, otherwise jsonl').choices(['csv', 'jsonl']))
    .option('--columns <names>', 'of a CSV, with commas between: id, email, traits.city, tags.tier, segments …; properties.revenue …')
    .option('--segment <key>', 'only members of this segment (profiles)')
    .option('--event <name>', 'only events of this name (events)')
    .option('--from <moment>', 'ISO 8601, inclusive (events)')
    .option('--to <moment>', 'ISO 8601, exclusive (events)')
    .option('--workspace <key>', 'the workspace to read', 'default')
    .action(async function (what: string) {
      const { settings, isJson } = contextOf(this);
      const flags = this.opts<Flags>();
      const { segment, event, from, to, workspace } = flags;
      const { url, adminKey } = runningProduct(settings);
      const ask = { adminKey, workspace };
      const count = { rows: 0 };
      if (what === 'profiles') {
        const pages = pagesOf(ProfilePage, `${url}/api/v1/profiles`, ask, { segment });
        await write(linesOf(pages, flags, profileCell, profileColumns, count), flags.out);
      } else if (what === 'events') {
        const pages = pagesOf(EventPage, `${url}/api/v1/events`, ask, { event, from, to });
        await write(linesOf(pages, flags, eventCell, eventColumns, count), flags.out);
      } else throw new Fault('DQ_SETTINGS', 400, `${what} cannot be exported; profiles and events can`);
      const said = { what, rows: count.rows, ...(flags.out === undefined ? {} : { file: resolve(flags.out) }) };
      process.stderr.write(
        isJson ? `${JSON.stringify(said)}\n` : `${count.rows.toLocaleString('en-US')} ${what} written${flags.out === undefined ? '' : ` to ${flags.out}`}\n`,
      );
    });

type Page = TObject<{ items: TSchema; next: TSchema }>;

async function* pagesOf<Schema extends Page>(
  schema: Schema,
  address: string,
  ask: { readonly adminKey: string; readonly workspace: string },
  filter: Readonly<Record<string, string | undefined>>,
): AsyncGenerator<Static<Schema>> {
  const query = new URLSearchParams({ limit: String(pageSize) });
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
  for (;;) {
    const page = await askProduct(schema, { url: `${address}?${query}`, ...ask });
    yield page;
    if (typeof page.next !== 'string') return;
    query.set('cursor', page.next);
  }
}

async function* linesOf<Row>(
  pages: AsyncIterable<{ readonly items: readonly Row[] }>,
  { format, out, columns }: Flags,
  cell: Cell<Row>,
  usual: readonly string[],
  count: { rows: number },
): AsyncGenerator<string> {
  const isCsv = (format ?? (out?.toLowerCase().endsWith('.csv') === true ? 'csv' : 'jsonl')) === 'csv';
  const names = columns === undefined ? usual : columns.split(',').map((name) => name.trim());
  // The mark tells Excel that the file is UTF-8.
  if (isCsv) yield `${csvMark}${csvLine(names)}`;
  for await (const { items } of pages) {
    count.rows += items.length;
    yield items.map((item) => (isCsv ? csvLine(names.map((name) => cell(item, name))) : `${JSON.stringify(item)}\n`)).join('');
  }
}

/** A file appears under its name when it is whole. */
async function write(lines: AsyncIterable<string>, out: string | undefined): Promise<void> {
  if (out === undefined) return pipeline(Readable.from(lines), process.stdout, { end: false });
  const path = resolve(out);
  await pipeline(Readable.from(lines), createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
}
