import type { LinkageSettings, LinkageSettingsInput } from '@danqing/contracts';
import { parseLinkageConfig } from '#identify';
import { Fault, invalid } from '#kernel';
import type { PostgresSession } from '#platform';

/** One version of how a workspace's profiles are linked. */
export interface StoredSettings {
  readonly workspace: number;
  readonly version: number;
  readonly settings: LinkageSettings;
  readonly author: string;
  readonly reason: string | null;
  readonly createdAt: Date;
}

const columns = 'workspace, version, settings, author, reason, created_at AS "createdAt"';
const page = `SELECT ${columns} FROM link.settings WHERE workspace = $1 AND version < $2 ORDER BY version DESC LIMIT $3`;
const latestOfAll = `SELECT DISTINCT ON (workspace) ${columns} FROM link.settings ORDER BY workspace, version DESC`;
const ofVersion = `SELECT ${columns} FROM link.settings WHERE workspace = $1 AND version = $2`;
const insert = `
  INSERT INTO link.settings (workspace, version, settings, author, reason, created_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING RETURNING ${columns}`;

/** SQL of the versions by which the same is linked: a change of the schedule alone makes nobody new. Both are SQL too. */
export const versionsLike = (workspace: string, version: string): string => `
  SELECT alike.version FROM link.settings alike JOIN link.settings now ON now.workspace = alike.workspace AND now.version = ${version}
  WHERE alike.workspace = ${workspace} AND alike.settings - 'schedule' = now.settings - 'schedule'`;

/** Newest first, those before `before`. */
export const readSettingsPage = (pg: PostgresSession, workspace: number, before: number, limit: number): Promise<readonly StoredSettings[]> =>
  pg.query<StoredSettings>(page, [workspace, before, limit]);

const newest = 2 ** 31 - 1;
export const readSettings = async (pg: PostgresSession, workspace: number): Promise<StoredSettings | undefined> =>
  (await readSettingsPage(pg, workspace, newest, 1))[0];

/** The newest version of every workspace that has one. */
export const readAllSettings = (pg: PostgresSession): Promise<readonly StoredSettings[]> => pg.query<StoredSettings>(latestOfAll);

export async function readSettingsVersion(pg: PostgresSession, workspace: number, version: number): Promise<StoredSettings> {
  const [row] = await pg.query<StoredSettings>(ofVersion, [workspace, version]);
  if (row === undefined) throw new Fault('DQ_INTERNAL', 500, `version ${version} of the linkage settings is gone`);
  return row;
}

/** Throws DQ_CHANGED_MEANWHILE when somebody else has written this version. */
export async function insertSettings(pg: PostgresSession, row: StoredSettings): Promise<StoredSettings> {
  const { workspace, version, settings, author, reason, createdAt } = row;
  const [written] = await pg.query<StoredSettings>(insert, [workspace, version, JSON.stringify(settings), author, reason, createdAt]);
  if (written === undefined) throw new Fault('DQ_CHANGED_MEANWHILE', 412, 'somebody changed this at the same moment: read it again and repeat the change');
  return written;
}

/** The columns that are compared, each once, in the order of the comparisons. */
export const comparedColumns = ({ comparisons }: Pick<LinkageSettings, 'comparisons'>): readonly string[] => [
  ...new Set(comparisons.flatMap(({ columns: named }) => named)),
];

/** Settings out of what was sent, with the defaults. Throws DQ_LINKAGE_CONFIG, DQ_INVALID. */
export function settingsFrom({
  reason: _reason,
  linkFrom = 0.95,
  reviewFrom = 0.2,
  schedule = { every: 'manual' },
  ...config
}: LinkageSettingsInput): LinkageSettings {
  parseLinkageConfig(config, comparedColumns(config));
  if (reviewFrom > linkFrom)
    throw invalid('pairs are reviewed below the probability from which they are linked', [
      { path: '/reviewFrom', code: 'DQ_INVALID', message: `must be at most linkFrom, ${linkFrom}` },
    ]);
  return { ...config, linkFrom, reviewFrom, schedule };
}
