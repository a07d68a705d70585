import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readSecrets, type SettingOrigin } from '#platform/boot';
import { type CommandContext, contextOf, runningProduct } from '../command-line.ts';
import { askConfiguration, askOf, takeSteps } from '../configuration/ask-configuration.ts';
import { configurationIn } from '../configuration/file.ts';
import { type ConfigStep, stepsOf } from '../configuration/steps.ts';

export const build = (): Command =>
  new Command('config')
    .option('--reveal', 'show secrets')
    .option('--port <number>')
    .option('--host <address>')
    .option('--roles <list>')
    .action(function () {
      const context = contextOf(this);
      const isRevealed = this.opts<{ reveal?: boolean }>().reveal === true;
      const rows = context.origins.map((origin) => ({ ...origin, value: shownValue(origin, context, isRevealed) }));
      context.answer(
        rows.map(({ name, value, origin, environment, flag, meaning }) => ({
          name,
          value: value ?? null,
          origin,
          environment: environment ?? null,
          flag: flag === undefined ? null : `--${flag}`,
          meaning,
        })),
        tableOf(rows),
      );
    })
    .addCommand(exportCommand())
    .addCommand(importCommand());

interface FileOptions {
  readonly workspace: string;
  readonly dryRun?: boolean;
}

const exportCommand = (): Command =>
  new Command('export')
    .description('Writes how data comes in and is made clean into a file: tracking plan, cleaning rules, enrichment, webhooks, connections. Never a secret.')
    .argument('<file>', 'the file to write')
    .option('--workspace <key>', 'whose', 'default')
    .action(async function (file: string) {
      const { settings, answer } = contextOf(this);
      const { workspace } = this.opts<FileOptions>();
      const { configuration } = await askConfiguration(askOf({ ...runningProduct(settings), workspace }));
      await writeFile(file, `${JSON.stringify(configuration, null, 2)}\n`);
      return answer({ file }, `written to ${file}`);
    });

const importCommand = (): Command =>
  new Command('import')
    .description('Brings such a file into a workspace. What the file does not name stays as it is; the tracking plan becomes the draft.')
    .argument('<file>', 'a file written by `config export`')
    .option('--workspace <key>', 'where to', 'default')
    .option('--dry-run', 'says what would change, and changes nothing')
    .action(async function (file: string) {
      const { settings, answer } = contextOf(this);
      const { workspace, dryRun: isDry = false } = this.opts<FileOptions>();
      const wanted = configurationIn(await readFile(file, 'utf8'));
      const ask = askOf({ ...runningProduct(settings), workspace });
      const current = await askConfiguration(ask);
      const steps = stepsOf(current.configuration, wanted);
      if (!isDry) await takeSteps(ask, steps, wanted, current);
      const line = ({ does, part, name, note }: ConfigStep): string =>
        `${does.padEnd(7)} ${name === '' ? part : `${part} ${name}`}${note === '' ? '' : `: ${note}`}`;
      return answer({ isDryRun: isDry, steps }, [...steps.map(line), isDry ? 'nothing was changed' : 'done'].join('\n'));
    });

/** Keys that were not given stand in the data folder once it has been started. */
function shownValue(origin: SettingOrigin, { settings }: CommandContext, isRevealed: boolean): string | undefined {
  if (origin.name === 'data') return settings.data;
  const kept = readSecrets(settings.data);
  const value = origin.value ?? (origin.name === 'adminKey' ? kept?.adminKey : origin.name === 'writeKey' ? kept?.writeKey : undefined);
  return value === undefined || !origin.isSecret || isRevealed ? value : masked(value);
}

/** The last four characters, so that two keys can be told apart; of an address, everything but the password. */
function masked(value: string): string {
  if (!URL.canParse(value) || !value.includes('://')) return value.length < 12 ? '••••' : `••••${value.slice(-4)}`;
  const url = new URL(value);
  if (url.password !== '') url.password = '****';
  return url.href;
}

const originText = (row: SettingOrigin): string =>
  row.origin === 'flag' ? `flag --${row.flag}` : row.origin === 'environment' ? `environment ${row.environment}` : row.origin;

function tableOf(rows: readonly SettingOrigin[]): string {
  const cells = rows.map((row) => [row.name, row.value ?? '–', originText(row), row.meaning]);
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
