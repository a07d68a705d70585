import { type ProfileView, ProfileView as ProfileSchema } from '@danqing/contracts';
import { Command } from 'commander';
import { Fault } from '#kernel';
import { askProduct } from '../ask.ts';
import { contextOf, runningProduct } from '../command-line.ts';

export const build = (): Command =>
  new Command('profile')
    .description('Shows the profile that holds an identifier: an e-mail address, or kind:value (user_id:42, phone:13800138000, openid:app:o6_b).')
    .argument('<identifier>', 'EMAIL or kind:value')
    .option('--workspace <key>', 'the workspace to look in', 'default')
    .action(async function (identifier: string) {
      const { settings, answer } = contextOf(this);
      const { workspace } = this.opts<{ readonly workspace: string }>();
      const { url, adminKey } = runningProduct(settings);
      const { kind, value } = identifierOf(identifier);
      const question = { url: `${url}/api/v1/profiles/lookup?${new URLSearchParams({ kind, value })}`, adminKey, workspace };
      const profile = await askProduct(ProfileSchema, question);
      answer(profile, wordsOf(profile));
    });

/** `openid:<app>` is a kind with a colon of its own: its value begins after the second one. */
export function identifierOf(text: string): { readonly kind: string; readonly value: string } {
  const [, kind, value] = /^(openid:[^:]+|[a-z][a-z0-9_]*):(.+)$/s.exec(text) ?? [];
  if (kind !== undefined && value !== undefined) return { kind, value };
  if (text.includes('@')) return { kind: 'email', value: text };
  throw new Fault('DQ_SETTINGS', 400, `${text} is neither an e-mail address nor kind:value`);
}

const line = (name: string, text: string): string => `  ${name.padEnd(14)} ${text}`;

function wordsOf(profile: ProfileView): string {
  const { id, identifiers, traits, tags, segments, eventCount, firstSeenAt, lastSeenAt, createdAt } = profile;
  return [
    `Profile ${id}, since ${createdAt}${profile.mergedFrom === undefined ? '' : ` (${profile.mergedFrom} was merged into it)`}`,
    line('events', eventCount === 0 ? '0' : `${eventCount}, from ${firstSeenAt ?? '?'} to ${lastSeenAt ?? '?'}`),
    'Identifiers',
    ...identifiers.map(({ kind, value, source }) => line(kind, `${value}   (${source})`)),
    ...section('Traits', Object.entries(traits)),
    ...section('Tags', Object.entries(tags)),
    ...(segments.length === 0 ? [] : ['Segments', `  ${segments.join(', ')}`]),
  ].join('\n');
}

const section = (title: string, entries: readonly (readonly [string, unknown])[]): readonly string[] =>
  entries.length === 0 ? [] : [title, ...entries.map(([name, value]) => line(name, typeof value === 'string' ? value : JSON.stringify(value)))];
