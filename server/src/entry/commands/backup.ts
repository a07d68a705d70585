import { Command } from 'commander';
import { contextOf } from '../command-line.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { sizeText } from '../backup/manifest.ts';
import { version } from '../version.ts';

export const build = (): Command =>
  new Command('backup')
    .description(
      'Copies everything that is kept into a folder: events not yet worked off, both stores, secrets. A running Danqing is stopped for as long as the copying takes.',
    )
    .argument('<folder>', 'a folder that is empty or not there yet')
    .action(async function (folder: string) {
      const context = contextOf(this);
      const manifest = await makeBackup(context.settings, folder, version);
      context.answer(manifest, `backed up ${manifest.files} files, ${sizeText(manifest.bytes)}, to ${folder}`);
    });
