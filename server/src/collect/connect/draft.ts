import type { ConnectionChange, ConnectionPlace, ConnectionPull, ImportMapping } from '@danqing/contracts';
import { Fault, invalid } from '#kernel';
import type { Seal } from '#platform';
import { parseMapping } from '../import/mapping/parse.ts';
import { bucketUrl } from './files/bucket.ts';
import { allowedFolder } from './files/folder.ts';
import { passwordOf } from './secret.ts';
import { mismatched } from './try.ts';
import type { StoredConnection } from './types.ts';

/** What the place, what is read of it and the mapping must be. Throws DQ_INVALID, DQ_IMPORT_MAPPING, DQ_CONNECTION_FOLDER. */
export async function checkDraft(
  { place, pull, mapping }: { readonly place: ConnectionPlace; readonly pull: ConnectionPull; readonly mapping: ImportMapping },
  watchedFolders: readonly string[],
): Promise<void> {
  const isDatabase = place.kind === 'postgres' || place.kind === 'mysql';
  if (isDatabase !== 'query' in pull) throw mismatched();
  if ('query' in pull && pull.read === 'new' && pull.column === undefined)
    throw invalid('say by which column new rows are known', [{ path: '/pull/column', code: 'DQ_REQUIRED', message: 'needed to read what is new' }]);
  if (place.kind === 's3') bucketUrl(place);
  if (place.kind === 'folder') await allowedFolder(place.folder, watchedFolders);
  const parsed = parseMapping(mapping);
  if (!parsed.ok) throw new Fault('DQ_IMPORT_MAPPING', 400, 'the mapping cannot be used', { errors: parsed.errors });
}

/** Events of files that nothing numbers are known by what the mapping makes of their rows: read again by another mapping they would be other events. Throws DQ_INVALID. */
export function requireReadable({ pull, mapping }: { readonly pull: ConnectionPull; readonly mapping: ImportMapping }): void {
  if ('query' in pull || mapping.when === undefined || mapping.messageId !== undefined || mapping.group !== undefined) return;
  const message = 'events without a number of their own would come twice: say which columns number them (messageId) first';
  throw invalid('these files cannot be read again', [{ path: '/readAgain', code: 'DQ_INVALID', message }]);
}

/** A secret is for the machine and the account that it was entered for; it is not sent anywhere else. */
const isSameAccount = (a: ConnectionPlace, b: ConnectionPlace): boolean => {
  if (a.kind === 'folder' || b.kind === 'folder') return a.kind === b.kind;
  if (a.kind === 's3' || b.kind === 's3') return a.kind === 's3' && b.kind === 's3' && a.endpoint === b.endpoint && a.accessKeyId === b.accessKeyId;
  const isWeaker = b.tls === 'off' && a.tls !== 'off';
  return a.kind === b.kind && a.host === b.host && a.port === b.port && a.user === b.user && !isWeaker;
};

/** The secret that counts: the one that was sent, or the kept one of the same account. Throws DQ_SECRET_NEEDED. */
export function secretFor(
  place: ConnectionPlace,
  given: string | null | undefined,
  kept: Pick<StoredConnection, 'place' | 'secret'> | undefined,
  seal: Seal,
): string {
  if (given !== undefined) return given ?? '';
  if (kept?.secret === null || kept === undefined) return '';
  if (isSameAccount(kept.place, place)) return passwordOf(seal, kept.secret);
  const message = 'the address or the account is another one: enter its password again';
  throw new Fault('DQ_SECRET_NEEDED', 400, message, { errors: [{ path: '/secret', code: 'DQ_SECRET_NEEDED', message }] });
}

/** A connection after a change: what is left out stays. */
export const changed = (old: StoredConnection, change: ConnectionChange) => ({
  name: change.name ?? old.name,
  place: change.place ?? old.place,
  pull: change.pull ?? old.pull,
  mapping: change.mapping ?? old.mapping,
  choices: change.choices === undefined ? old.choices : change.choices,
  schedule: change.schedule ?? old.schedule,
  isPaused: change.isPaused ?? old.isPaused,
});

/** A secret as it is kept; `kept`: it is the one that is there already. */
export const resealed = (seal: Seal, secret: string, kept: Buffer | null): Buffer | null => (secret === '' ? null : (kept ?? seal.seal(secret)));

/** Whether the old position says nothing of what is read now. */
export function isOther(old: StoredConnection, now: Pick<StoredConnection, 'place' | 'pull'>): boolean {
  const essence = ({ place, pull }: Pick<StoredConnection, 'place' | 'pull'>): string => {
    const { kind } = place;
    const where = kind === 'folder' ? [place.folder] : kind === 's3' ? [place.endpoint, place.bucket] : [place.host, place.port, place.database];
    const what = 'query' in pull ? [pull.query, pull.read, pull.column ?? '', pull.key ?? ''] : [];
    return JSON.stringify([kind, where, what]);
  };
  return essence(old) !== essence(now);
}
