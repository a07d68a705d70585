import { Command } from 'commander';
import { readSecrets, type SettingOrigin } from '#platform/boot';
import { type CommandContext, contextOf } from '../command-line.ts';

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
