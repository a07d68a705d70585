import { setTimeout as sleep } from 'node:timers/promises';
import { ReplayView } from '@danqing/contracts';
import { Command } from 'commander';
import { Fault } from '#kernel';
import { askProduct } from '../ask.ts';
import { contextOf, runningProduct } from '../command-line.ts';

interface Flags {
  readonly reason?: string;
  readonly source?: string;
  readonly workspace: string;
}

const pollMs = 500;

export const build = (): Command =>
  new Command('replay')
    .description('Runs parked events again: those that end well now leave quarantine, the others stay with their reason.')
    .option('--reason <reason>', 'only events parked for this reason')
    .option('--source <name>', 'only events of this source')
    .option('--workspace <key>', 'the workspace whose quarantine it is', 'default')
    .action(async function () {
      const { settings, answer } = contextOf(this);
      const { workspace, reason, source } = this.opts<Flags>();
      const filter = { ...(reason === undefined ? {} : { reason }), ...(source === undefined ? {} : { source }) };
      const { url, adminKey } = runningProduct(settings);
      const at = (path: string) => ({ url: `${url}/api/v1/quarantine/replay${path}`, adminKey, workspace });
      const { id } = await askProduct(ReplayView, { ...at(''), body: filter });
      let replay = await askProduct(ReplayView, at(`/${id}`));
      for (; replay.state === 'queued'; replay = await askProduct(ReplayView, at(`/${id}`))) await sleep(pollMs);
      if (replay.state === 'failed') throw new Fault('DQ_INTERNAL', 500, replay.error ?? 'the replay failed');
      answer(replay, `${replay.taken} parked events ran again: ${replay.passed} are in the profiles now, ${replay.taken - replay.passed} are not.`);
    });
