import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, isJsonObject } from '#kernel';
import { writeAtomically } from './data-folder.ts';

/** What the data folder keeps to itself; readable by its owner only. */
export interface Secrets {
  readonly adminKey: string;
  readonly writeKey: string;
  readonly postgresPassword: string;
  readonly clickhousePassword: string;
  /** Signs the sessions of operators and encrypts their second factors. */
  readonly sessionSecret: string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A write key: `c` and 24 letters or digits, so that programs made for the Segment family accept its form. */
export const makeWriteKey = (): string => `c${Array.from({ length: 24 }, () => alphabet.charAt(randomInt(alphabet.length))).join('')}`;

const fileOf = (data: string): string => join(data, 'secrets.json');

/** The kept secrets; undefined before the first start. */
export const readSecrets = (data: string): Omit<Secrets, 'sessionSecret'> | undefined => readKept(data);

/** `sessionSecret` is younger than the others: a data folder from before has none until the product is started. */
function readKept(data: string): (Omit<Secrets, 'sessionSecret'> & { readonly sessionSecret?: string }) | undefined {
  const text = textOrNothing(fileOf(data));
  if (text === undefined) return undefined;
  const parsed: unknown = JSON.parse(text);
  const isYoung = !isJsonObject(parsed) || parsed['sessionSecret'] === undefined;
  const value = (name: keyof Secrets): string => {
    const secret = isJsonObject(parsed) ? parsed[name] : undefined;
    if (typeof secret !== 'string' || secret === '') throw new Fault('DQ_DATA_DAMAGED', 500, `${fileOf(data)} lacks ${name}; restore it from a backup`);
    return secret;
  };
  return {
    adminKey: value('adminKey'),
    writeKey: value('writeKey'),
    postgresPassword: value('postgresPassword'),
    clickhousePassword: value('clickhousePassword'),
    ...(isYoung ? {} : { sessionSecret: value('sessionSecret') }),
  };
}

const makeSessionSecret = (): string => randomBytes(32).toString('base64url');
const keep = (data: string, secrets: Secrets): void => writeAtomically(fileOf(data), `${JSON.stringify(secrets, null, 2)}\n`);

/** Reads the secrets, or makes them on the first start; `isNew` tells when they have to be shown. Keys that are given win on the first start. */
export function ensureSecrets(
  data: string,
  given: { adminKey?: string | undefined; writeKey?: string | undefined },
): { readonly secrets: Secrets; readonly isNew: boolean } {
  const kept = readKept(data);
  if (kept !== undefined) {
    const { sessionSecret = makeSessionSecret(), ...others } = kept;
    const secrets = { ...others, sessionSecret };
    if (kept.sessionSecret === undefined) keep(data, secrets);
    return { secrets, isNew: false };
  }
  const secrets: Secrets = {
    adminKey: given.adminKey ?? randomBytes(24).toString('base64url'),
    writeKey: given.writeKey ?? makeWriteKey(),
    postgresPassword: randomBytes(24).toString('hex'),
    clickhousePassword: randomBytes(24).toString('hex'),
    sessionSecret: makeSessionSecret(),
  };
  keep(data, secrets);
  return { secrets, isNew: true };
}

function textOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
