import type { IdentitySettings } from '@danqing/contracts';
import { defaultSettings } from '#clean';
import type { PostgresSession } from '#platform';

/** One version of how a workspace tells people apart. */
export interface StoredSettings {
  readonly workspace: number;
  readonly version: number;
  readonly settings: IdentitySettings;
  readonly author: string;
  readonly reason: string | null;
  readonly createdAt: Date;
}

const columns = 'workspace, version, settings, author, reason, created_at AS "createdAt"';

type SettingsRow = Omit<StoredSettings, 'settings'> & { readonly settings: Partial<IdentitySettings> };

/** Versions that are older than accounts' own identifiers have the defaults of these. */
const complete = (row: SettingsRow): StoredSettings => ({ ...row, settings: { ...defaultSettings, ...row.settings } });

const latest = `SELECT DISTINCT ON (workspace) ${columns} FROM identify.settings ORDER BY workspace, version DESC`;
const ofVersion = `SELECT ${columns} FROM identify.settings WHERE workspace = $1 AND version = $2`;
const versions = `SELECT ${columns} FROM identify.settings WHERE workspace = $1 AND version < $2 ORDER BY version DESC LIMIT $3`;
const insert = `
  INSERT INTO identify.settings (workspace, version, settings, author, reason, created_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING RETURNING ${columns}`;

/** The newest version of every workspace that has one. */
export const readLatestSettings = async (pg: PostgresSession): Promise<readonly StoredSettings[]> => (await pg.query<SettingsRow>(latest)).map(complete);

export async function readSettingsVersion(pg: PostgresSession, workspace: number, version: number): Promise<StoredSettings | undefined> {
  const [row] = await pg.query<SettingsRow>(ofVersion, [workspace, version]);
  return row && complete(row);
}

/** Newest first, those before `before`. */
export const readSettingsVersions = async (pg: PostgresSession, workspace: number, before: number, limit: number): Promise<readonly StoredSettings[]> =>
  (await pg.query<SettingsRow>(versions, [workspace, before, limit])).map(complete);

/** Undefined when somebody else has written this version meanwhile. */
export async function insertSettings(pg: PostgresSession, row: StoredSettings): Promise<StoredSettings | undefined> {
  const { workspace, version, settings, author, reason, createdAt } = row;
  const [written] = await pg.query<StoredSettings>(insert, [workspace, version, JSON.stringify(settings), author, reason, createdAt]);
  return written;
}
