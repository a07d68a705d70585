import { Command } from 'commander';
import { contextOf } from '../command-line.ts';
import { sizeText } from '../backup/manifest.ts';
import { restoreBackup } from '../backup/restore-backup.ts';

export const build = (): Command =>
  new Command('restore')
    .description('Puts a backup in the place of the present data, which is kept beside it. A running Danqing is stopped meanwhile.')
    .argument('<folder>', 'a folder that `danqing backup` made')
    .action(async function (folder: string) {
      const context = contextOf(this);
      const { manifest, replaced } = await restoreBackup(context.settings, folder);
      context.answer(
        { ...manifest, replaced },
        [
          `restored ${manifest.files} files, ${sizeText(manifest.bytes)}, of ${manifest.createdAt}; keys are those of the backup`,
          ...(replaced.length === 0 ? [] : ['what was there before is kept until you delete it:', ...replaced.map((path) => `  ${path}`)]),
        ].join('\n'),
      );
    });
