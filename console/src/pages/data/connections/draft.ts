import type { ConnectionKind, ConnectionPlace, ConnectionPull, ConnectionSchedule } from '@danqing/contracts';

/** What is entered about a new connection; the password is not part of it, so that it is kept nowhere. */
export interface ConnectionDraft {
  readonly kind: ConnectionKind;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly tls: 'off' | 'required' | 'verify';
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
  kind: 'postgres',
  host: '',
  port: 5432,
  database: '',
  user: '',
  tls: 'off',
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
  const { kind, host, port, database, user, tls, folder, endpoint, region, bucket, accessKeyId, isPathStyle } = draft;
  if (kind === 'folder') return { kind, folder };
  if (kind === 's3') return { kind, endpoint, region, bucket, accessKeyId, isPathStyle };
  return { kind, host, port, database, user, tls };
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

/** What has to be entered before it can be tested. */
export function isReady(draft: ConnectionDraft): boolean {
  if (draft.kind === 'folder') return draft.folder !== '' && draft.pattern !== '';
  if (draft.kind === 's3') return draft.endpoint !== '' && draft.region !== '' && draft.bucket !== '' && draft.accessKeyId !== '' && draft.pattern !== '';
  return draft.host !== '' && draft.database !== '' && draft.user !== '' && draft.query.trim() !== '';
}
