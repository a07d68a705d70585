import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportReport } from '@danqing/contracts';
import { Command } from 'commander';
import { dryRunImport, prepareImport } from '#collect';
import { Fault } from '#kernel';
import { type CommandContext, contextOf, exitCodes, runningProduct } from '../command-line.ts';
import { progressLine } from '../demo/progress-line.ts';
import { askImport, type ImportClient, isEnded, uploadImport } from '../import/client.ts';
import { dryRunWords, reportWords } from '../import/words.ts';

interface Flags {
  readonly map: string;
  readonly dryRun?: boolean;
  readonly workspace: string;
}

const pollMs = 200;

export const build = (): Command =>
  new Command('import')
    .description('Brings the rows of a file in as events and traits: CSV, TSV or JSON lines, also gzipped. Importing a file again adds nothing.')
    .argument('<file>', 'the file to import')
    .requiredOption('--map <mapping>', 'a JSON file that says what a row means (docs/guides/import.md)')
    .option('--dry-run', 'read the whole file and report what would happen; nothing is written, and Danqing need not run')
    .option('--workspace <key>', 'the workspace to fill', 'default')
    .action(async function (file: string) {
      const context = contextOf(this);
      const flags = this.opts<Flags>();
      const path = resolve(file);
      const mapping = await readMapping(flags.map);
      if (flags.dryRun === true) await dryRun(context, path, mapping);
      else await importFile(context, path, mapping, flags.workspace);
    });

async function readMapping(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Fault('DQ_SETTINGS', 400, `the mapping ${path} cannot be read`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('DQ_IMPORT_MAPPING', 400, `the mapping ${path} is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

async function momentFor(context: CommandContext, path: string, mapping: unknown) {
  const moment = { at: Date.now() + context.settings.clockOffsetMs, zone: context.settings.timezone };
  await prepareImport(path, mapping, moment).catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'EACCES');
    throw isMissing ? new Fault('DQ_SETTINGS', 400, `the file ${path} cannot be read`, { cause: error }) : error;
  });
  return moment;
}

async function dryRun(context: CommandContext, path: string, mapping: unknown): Promise<void> {
  const moment = await momentFor(context, path, mapping);
  const line = progressLine(process.stderr, Date.now);
  const { size } = await stat(path);
  const report = await dryRunImport(path, mapping, moment, { workFolder: tmpdir(), onProgress: (bytes) => line.show('reading', bytes, size) });
  line.end();
  context.answer(report, dryRunWords(report));
}

async function importFile(context: CommandContext, path: string, mapping: unknown, workspace: string): Promise<void> {
  const product = runningProduct(context.settings);
  // What cannot work is said before gigabytes travel.
  await momentFor(context, path, mapping);
  const client: ImportClient = { url: product.url, headers: { authorization: `Bearer ${product.adminKey}`, 'x-workspace': workspace } };
  const line = progressLine(process.stderr, Date.now);
  const id = await uploadImport(client, path, mapping, (bytes, of) => line.show('upload', bytes, of));
  const report = await follow(client, id, line);
  line.end();
  context.answer(report, reportWords(report));
  if (report.state !== 'done') process.exitCode = exitCodes.failed;
}

async function follow(client: ImportClient, id: string, line: ReturnType<typeof progressLine>): Promise<ImportReport> {
  for (;;) {
    const report = await askImport(client, id);
    if (isEnded(report)) return report;
    const ended = report.events + report.duplicates + report.parked + report.dropped;
    if (report.phase === 'settling' || report.phase === 'writing') line.show('events', Math.min(ended, report.made), report.made);
    else if (report.phase === 'reading') line.show('reading', report.readBytes, report.totalBytes);
    await sleep(pollMs);
  }
}
