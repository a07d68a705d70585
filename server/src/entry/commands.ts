import type { CommandEntry } from './command-line.ts';

/** Every command of `danqing`, in the order the help shows them. One file each in commands/, exporting `build`. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'config',
    summary: 'every setting with its value and where it comes from; ways in, plan and rules as a file',
    load: () => import('./commands/config.ts'),
  },
  { name: 'demo', summary: 'fills a workspace with a simulated retailer whose truth is known', load: () => import('./commands/demo.ts') },
  { name: 'import', summary: 'brings the rows of a file in as events and traits', load: () => import('./commands/import.ts') },
  { name: 'export', summary: 'writes profiles or events into a file, CSV or JSON lines', load: () => import('./commands/export.ts') },
  { name: 'link', summary: 'finds rows about the same person in tables without a common key', load: () => import('./commands/link.ts') },
  { name: 'packs', summary: 'ready tags and segments by industry: lists, shows, adopts them', load: () => import('./commands/packs.ts') },
  { name: 'plan', summary: 'TypeScript of the tracking plan, for those who send events', load: () => import('./commands/plan.ts') },
  { name: 'profile', summary: 'shows the profile that holds an identifier', load: () => import('./commands/profile.ts') },
  { name: 'replay', summary: 'runs parked events again', load: () => import('./commands/replay.ts') },
  { name: 'segment', summary: 'tries a rule on the profiles', load: () => import('./commands/segment.ts') },
  { name: 'owner-link', summary: 'makes a one-time link for the owner of this installation', load: () => import('./commands/owner-link.ts') },
  { name: 'doctor', summary: 'checks this installation and explains what it finds', load: () => import('./commands/doctor.ts') },
  { name: 'backup', summary: 'copies everything that is kept into a folder', load: () => import('./commands/backup.ts') },
  { name: 'restore', summary: 'puts a backup in the place of the present data', load: () => import('./commands/restore.ts') },
];
