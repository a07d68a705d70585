import { OneTimeLink } from '@danqing/contracts';
import { Command } from 'commander';
import { askProduct } from '../ask.ts';
import { contextOf, runningProduct } from '../command-line.ts';

export const build = (): Command =>
  new Command('owner-link')
    .description(
      'Makes a link that works once, for 24 hours: whoever opens it becomes the owner of this installation, or sets a new password for an owner who has lost theirs. Earlier links of this kind are void.',
    )
    .action(async function () {
      const { settings, answer } = contextOf(this);
      const { url, adminKey } = runningProduct(settings);
      const made = await askProduct(OneTimeLink, { url: `${url}/api/v1/operators/owner-link`, adminKey, workspace: 'default', body: {} });
      answer(made, `${made.link}\n\nIt works once, until ${made.expiresAt}. Give it to nobody but the owner.`);
    });
