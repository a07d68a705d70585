import type { SameKeys } from '../same-keys.ts';
import type { texts as zh } from '../zh/keys.ts';

export const texts: SameKeys<typeof zh> = {
  title: 'API keys',
  lead: 'Keys for programs. Create one for each use and revoke it when it is no longer needed; the others keep working.',
  create: 'New key',
  name: 'Name',
  nameHint: 'Say what it is for, such as BI reports',
  scopes: 'Scopes',
  scope: { read: 'Read', write: 'Write', admin: 'Admin' },
  scopeHints: {
    read: 'Queries data, personal data masked',
    write: 'Writes data and definitions; cannot query',
    admin: 'All of the above, settings and people, and personal data in full',
  },
  adminWarning: 'A key with the admin scope sees personal data in full. Use it only when needed, and keep it safe.',
  createdAt: 'Created',
  action: 'Actions',
  revoke: 'Revoke',
  revokeAsk: 'Revoke the key {{name}}?',
  revokeHint: 'It takes effect at once: programs that use it are refused. It cannot be restored, only replaced.',
  revoked: '{{name}} was revoked',
  secretTitle: 'Keep the key safe',
  secretLead: 'It is shown this once; the server keeps only its hash.',
  usage: 'Send it as a header:',
  saved: 'I have saved it',
  empty: 'No keys yet',
  emptyHint: 'A program that reads or writes data needs a key of its own.',
  nameFault: 'Enter a name',
};
