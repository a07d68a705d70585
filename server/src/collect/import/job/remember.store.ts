import { hash } from 'node:crypto';
import type { ImportChoices } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import { plainHeading } from '../recognise/heading.ts';

/** A mapping that was used for a file with the same headings. */
export interface RememberedMapping {
  readonly fileName: string;
  readonly mapping: unknown;
  readonly choices: ImportChoices | null;
  readonly usedAt: Date;
}

/** Headings as one text: two exports of one system have the same, in whatever order their columns stand. */
export const signatureOf = (headings: readonly string[]): string => hash('sha256', JSON.stringify(headings.map(plainHeading).sort()));

const rememberOne = `
  INSERT INTO collect.mapping (workspace, signature, file_name, mapping, choices, used_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (workspace, signature) DO UPDATE SET file_name = excluded.file_name, mapping = excluded.mapping, choices = excluded.choices, used_at = excluded.used_at`;

export async function rememberMapping(
  pg: PostgresSession,
  workspace: number,
  signature: string,
  { fileName, mapping, choices, usedAt }: RememberedMapping,
): Promise<void> {
  await pg.query(rememberOne, [workspace, signature, fileName, JSON.stringify(mapping), choices === null ? null : JSON.stringify(choices), usedAt]);
}

const readOne = `SELECT file_name AS "fileName", mapping, choices, used_at AS "usedAt" FROM collect.mapping WHERE workspace = $1 AND signature = $2`;

export const recallMapping = async (pg: PostgresSession, workspace: number, signature: string): Promise<RememberedMapping | undefined> =>
  (await pg.query<RememberedMapping>(readOne, [workspace, signature]))[0];
