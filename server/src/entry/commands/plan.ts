import { PlanVersionDetail, PlanView } from '@danqing/contracts';
import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { planTypesOf } from '#pipeline';
import { askProduct } from '../ask.ts';
import { contextOf, runningProduct } from '../command-line.ts';

interface Options {
  readonly workspace: string;
  readonly version?: string;
  readonly out?: string;
}

const types = (): Command =>
  new Command('types')
    .description('TypeScript of the plan (.d.ts): for Danqing’s clients as `createDanqing<PlanEvents>`, for Segment’s as `Planned<…>`.')
    .option('--workspace <key>', 'whose plan', 'default')
    .option('--version <n>', 'a version; where left out what is published, and the draft before anything is')
    .option('--out <file>', 'writes it there instead of showing it')
    .action(async function () {
      const { settings, answer } = contextOf(this);
      const { workspace, version, out } = this.opts<Options>();
      const { url, adminKey } = runningProduct(settings);
      const ask = { adminKey, workspace };
      const text =
        version === undefined
          ? typesIn(await askProduct(PlanView, { ...ask, url: `${url}/api/v1/plan` }))
          : planTypesOf(
              (await askProduct(PlanVersionDetail, { ...ask, url: `${url}/api/v1/plan/versions/${encodeURIComponent(version)}` })).plan,
              `version ${version}`,
            );
      if (out === undefined) return answer({ types: text }, text);
      await writeFile(out, text);
      return answer({ file: out }, `written to ${out}`);
    });

const typesIn = ({ published, draft }: PlanView): string =>
  published === null ? planTypesOf(draft.plan, 'its draft') : planTypesOf(published.plan, `version ${published.version}`);

export const build = (): Command => new Command('plan').description('The tracking plan: what events are to look like.').addCommand(types());
