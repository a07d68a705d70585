import { Command } from 'commander';
import { contextOf, exitCodes } from '../command-line.ts';
import type { Check } from '../doctor/check.ts';
import { checkFolder } from '../doctor/folder.ts';
import { checkMachine } from '../doctor/machine.ts';
import { checkProduct } from '../doctor/product.ts';
import { checkStores } from '../doctor/stores.ts';

export const build = (): Command =>
  new Command('doctor')
    .description('Checks this installation, whether it runs or not, and explains what it finds. Ends with 1 when something has failed.')
    .action(async function () {
      const { settings, answer } = contextOf(this);
      const [machine, stores, product] = await Promise.all([checkMachine(settings), checkStores(settings), checkProduct(settings)]);
      const checks = [...machine, ...checkFolder(settings), ...stores, ...product];
      const isWell = checks.every(({ state }) => state !== 'failed');
      answer({ ok: isWell, checks }, checks.map(lineOf).join('\n'));
      process.exitCode = isWell ? exitCodes.done : exitCodes.failed;
    });

const marks = { ok: '✔', warning: '!', failed: '✘' } as const;

const lineOf = ({ name, state, found, advice }: Check): string =>
  `${marks[state]} ${name.padEnd(17)} ${found}${advice === undefined ? '' : `\n${' '.repeat(20)}→ ${advice}`}`;
