import { access, constants, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { LinkageConfig } from '@danqing/contracts';
import { Command } from 'commander';
import { gatherFacts, type Linkage, linkRecords, parseLinkageConfig, type Proposal, proposeConfig } from '#identify';
import { Fault, isJsonObject } from '#kernel';
import { contextOf } from '../command-line.ts';
import { linkFiles } from '../link/files.ts';
import { withOwnEngine } from '../link/own-engine.ts';
import { linkWords } from '../link/words.ts';
import { writeClusters } from '../link/write-clusters.ts';

interface Flags {
  readonly config?: string;
  readonly unique?: boolean;
  readonly out: string;
}

export const build = (): Command =>
  new Command('link')
    .description(
      'Finds the rows that are about the same person, in one table or in two, without a common key. Learns from the table itself how much each agreement says. Danqing need not run; profiles are not touched.',
    )
    .argument('<file>', 'CSV, TSV or JSON lines, also gzipped')
    .argument('[file2]', 'a second table with the same columns')
    .option('--config <link>', 'a JSON file that says what to compare (docs/guides/linkage.md); without it one is proposed from what the columns hold')
    .option('--unique', 'no file holds a person twice: only rows of different files are linked, one to one')
    .requiredOption('--out <clusters>', 'the CSV to write: file, row, cluster, weight')
    .action(async function (file: string, file2: string | undefined) {
      const { isJson, answer } = contextOf(this);
      const { config: configFile, unique: isUnique = false, out } = this.opts<Flags>();
      const named = [file, ...(file2 === undefined ? [] : [file2])];
      if (isUnique && named.length < 2) throw new Fault('DQ_SETTINGS', 400, '--unique with one file leaves nothing to link: no person would be in it twice');
      await mustBeWritable(dirname(resolve(out)));
      const say = (message: string): void => void (isJson || process.stderr.write(`${message}\n`));
      const given = configFile === undefined ? undefined : await readConfig(configFile);
      const files = await linkFiles(
        named.map((name) => resolve(name)),
        aliasesOf(given),
      );
      const facts = await gatherFacts(files.source);
      const proposal: Proposal | undefined = given === undefined ? proposeConfig(facts) : undefined;
      const config: LinkageConfig = proposal?.config ?? parseLinkageConfig(given, files.source.columns);
      if (proposal !== undefined) say('No configuration was given: one is proposed from what the columns hold, and used.');
      const hanColumns = new Set(facts.filter(({ hasHan }) => hasHan).map(({ column }) => column));
      const linkage = await withOwnEngine((clickhouse) => linkRecords(clickhouse, config, files.source, { isUnique, hanColumns, say, explain: 5 }));
      await writeClusters(linkage, named, out);
      const used: LinkageConfig = { ...config, blocking: linkage.blocking.map((rule) => [...rule]) };
      answer(summaryOf(linkage, used, proposal, files.rejected(), resolve(out)), linkWords(linkage, used, proposal, files.rejected(), resolve(out)));
    });

/** Asked before the work, not after it. */
async function mustBeWritable(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw new Fault('DQ_SETTINGS', 400, `the folder ${folder} is not there or cannot be written to`, { cause });
  });
}

async function readConfig(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Fault('DQ_SETTINGS', 400, `the configuration ${path} cannot be read`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('DQ_LINKAGE_CONFIG', 400, `the configuration ${path} is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** Other names of columns, read before the whole is checked: which columns there are depends on them. */
function aliasesOf(config: unknown): Readonly<Record<string, readonly string[]>> {
  const aliases = isJsonObject(config) ? config['aliases'] : undefined;
  if (!isJsonObject(aliases)) return {};
  return Object.fromEntries(
    Object.entries(aliases).map(([column, names]) => [column, Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []]),
  );
}

const placeOf = ({ places }: Linkage, id: number) => ({ file: (places.files[id] ?? 0) + 1, row: places.rows[id] });

const summaryOf = (linkage: Linkage, config: LinkageConfig, proposal: Proposal | undefined, rejected: number, out: string) => ({
  records: linkage.places.count,
  rejected,
  comparedPairs: linkage.comparedPairs,
  clusters: linkage.clusters.length,
  recordsInClusters: linkage.clusters.reduce((sum, group) => sum + group.length, 0),
  isProposed: proposal !== undefined,
  ...(proposal === undefined ? {} : { leftOut: proposal.leftOut }),
  config,
  blocking: linkage.costs,
  thresholds: linkage.thresholds,
  leastSure: linkage.leastSure.map(({ l, r, bits, steps }) => ({ rows: [placeOf(linkage, l), placeOf(linkage, r)], bits, steps })),
  model: linkage.model,
  out,
});
