import { Adoption, PackList, PackView } from '@danqing/contracts';
import { Command } from 'commander';
import { askProduct } from '../ask.ts';
import { contextOf, runningProduct } from '../command-line.ts';

interface Options {
  readonly workspace: string;
  readonly language: 'zh' | 'en';
}

const withOptions = (command: Command): Command =>
  command.option('--workspace <key>', 'the workspace to look in', 'default').option('--language <zh|en>', 'of names', 'zh');

const list = (): Command =>
  withOptions(new Command('list').description('All packs, with how many of their items this workspace has data for.')).action(async function () {
    const { settings, answer } = contextOf(this);
    const { workspace, language } = this.opts<Options>();
    const { url, adminKey } = runningProduct(settings);
    const found = await askProduct(PackList, { url: `${url}/api/v1/packs`, adminKey, workspace });
    const line = ({ key, version, name, counts }: (typeof found.items)[number]): string =>
      `${key} ${version}  ${name[language]}: ${counts.tags} tags, ${counts.segments} segments; ${counts.available} available, ${counts.adopted} adopted`;
    answer(found, found.items.map(line).join('\n'));
  });

const show = (): Command =>
  withOptions(new Command('show').description('One pack: each item, available or what data is missing.'))
    .argument('<pack>', 'its key')
    .action(async function (key: string) {
      const { settings, answer } = contextOf(this);
      const { workspace, language } = this.opts<Options>();
      const { url, adminKey } = runningProduct(settings);
      const found = await askProduct(PackView, { url: `${url}/api/v1/packs/${encodeURIComponent(key)}`, adminKey, workspace });
      answer(
        found,
        [`${found.name[language]} ${found.version}: ${found.description[language]}`, ...found.items.map((item) => itemLine(item, language))].join('\n'),
      );
    });

function itemLine({ kind, key, name, missing, adopted, isKeyTaken }: PackView['items'][number], language: 'zh' | 'en'): string {
  const data = missing.length === 0 ? 'available' : `missing ${missing.map((each) => `${each.kind} ${each.name}`).join(', ')}`;
  const state = adopted === null ? (isKeyTaken ? '; its key is taken' : '') : `; adopted (${adopted.version})`;
  return `  ${kind.padEnd(7)} ${key}  ${name[language]}: ${data}${state}`;
}

const adopt = (): Command =>
  withOptions(new Command('adopt').description('Makes definitions of a pack’s items and of what they name; without names, of every item whose data is there.'))
    .argument('<pack>', 'its key')
    .argument('[items...]', 'keys of items')
    .action(async function (key: string, items: readonly string[]) {
      const { settings, answer } = contextOf(this);
      const { workspace, language } = this.opts<Options>();
      const { url, adminKey } = runningProduct(settings);
      const body = { language, ...(items.length === 0 ? {} : { items }) };
      const done = await askProduct(Adoption, { url: `${url}/api/v1/packs/${encodeURIComponent(key)}/adopt`, adminKey, workspace, body });
      answer(done, done.items.map(({ kind, key, result }) => `${result.padEnd(9)} ${kind} ${key}`).join('\n') || 'nothing to adopt');
    });

export const build = (): Command =>
  new Command('packs').description('Ready tags and segments by industry.').addCommand(list()).addCommand(show()).addCommand(adopt());
