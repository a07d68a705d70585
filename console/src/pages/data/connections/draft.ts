import type { ConnectionKind, ConnectionPlace, ConnectionPull, ConnectionSchedule, ConnectionView, ImportMapping } from '@danqing/contracts';

/** What is entered about a connection; the password is not part of it, so that it is kept nowhere. */
export interface ConnectionDraft {
  /** Whether a password was entered: after a reload it is asked for again. */
  readonly withSecret: boolean;
  readonly kind: ConnectionKind;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly tls: 'off' | 'required' | 'verify';
  /** The certificate to trust, as PEM; '': those of the system. */
  readonly ca: string;
  readonly folder: string;
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly isPathStyle: boolean;
  readonly query: string;
  readonly read: 'new' | 'all';
  readonly column: string;
  readonly key: string;
  readonly lookBack: number;
  readonly pattern: string;
  readonly prefix: string;
  readonly name: string;
  readonly every: ConnectionSchedule['every'];
  readonly minutes: number;
  readonly at: string;
}

export const emptyDraft: ConnectionDraft = {
  withSecret: false,
  kind: 'postgres',
  host: '',
  port: 5432,
  database: '',
  user: '',
  tls: 'off',
  ca: '',
  folder: '',
  endpoint: '',
  region: '',
  bucket: '',
  accessKeyId: '',
  isPathStyle: false,
  query: '',
  read: 'new',
  column: '',
  key: '',
  lookBack: 300,
  pattern: '*.csv',
  prefix: '',
  name: '',
  every: 'hour',
  minutes: 15,
  at: '03:00',
};

export const isDatabase = (kind: ConnectionKind): kind is 'postgres' | 'mysql' => kind === 'postgres' || kind === 'mysql';

export function placeOf(draft: ConnectionDraft): ConnectionPlace {
  const { kind, host, port, database, user, tls, ca, folder, endpoint, region, bucket, accessKeyId, isPathStyle } = draft;
  if (kind === 'folder') return { kind, folder };
  if (kind === 's3') return { kind, endpoint, region, bucket, accessKeyId, isPathStyle };
  return { kind, host, port, database, user, tls, ...(tls === 'off' || ca.trim() === '' ? {} : { ca }) };
}

export function pullOf({ kind, query, read, column, key, lookBack, pattern, prefix }: ConnectionDraft): ConnectionPull {
  if (!isDatabase(kind)) return { pattern, ...(kind === 's3' && prefix !== '' ? { prefix } : {}) };
  if (read === 'all') return { query, read };
  return { query, read, lookBack, ...(column === '' ? {} : { column }), ...(key === '' ? {} : { key }) };
}

export function scheduleOf({ every, minutes, at }: Pick<ConnectionDraft, 'every' | 'minutes' | 'at'>): ConnectionSchedule {
  if (every === 'minutes') return { every, minutes };
  return every === 'day' ? { every, at } : { every };
}

/** A connection as it is, to be changed. */
export const draftOf = ({ name, place, pull, schedule }: Pick<ConnectionView, 'name' | 'place' | 'pull' | 'schedule'>): ConnectionDraft => ({
  ...emptyDraft,
  ...place,
  // What was left out when it was made is left out again.
  ...('query' in pull ? { column: '', key: '', ...pull } : pull),
  ...schedule,
  name,
});

/** Whether what is read now says nothing of how far it had been read: the server decides by the same rule. */
export function isReadAnew(before: ConnectionDraft, after: ConnectionDraft): boolean {
  const essence = (draft: ConnectionDraft): string => {
    const { kind, host, port, database, folder, endpoint, bucket, query, read, column, key } = draft;
    if (kind === 'folder') return JSON.stringify([kind, folder]);
    if (kind === 's3') return JSON.stringify([kind, endpoint, bucket]);
    return JSON.stringify([kind, host, port, database, query, read, ...(read === 'all' ? [] : [column, key])]);
  };
  return essence(before) !== essence(after);
}

/** Whether everything can be read again without doubling anything: the server refuses it by the same rule. */
export const mayReadAgain = ({ pull, mapping }: { readonly pull: ConnectionPull; readonly mapping: ImportMapping }): boolean =>
  'query' in pull || mapping.when === undefined || mapping.messageId !== undefined || mapping.group !== undefined;

/** What has to be entered before it can be tested. */
export function isReady(draft: ConnectionDraft): boolean {
  if (draft.kind === 'folder') return draft.folder !== '' && draft.pattern !== '';
  if (draft.kind === 's3') return draft.endpoint !== '' && draft.region !== '' && draft.bucket !== '' && draft.accessKeyId !== '' && draft.pattern !== '';
  return draft.host !== '' && draft.database !== '' && draft.user !== '' && draft.query.trim() !== '';
}
