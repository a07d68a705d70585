import { Fault, isJsonObject } from '#kernel';
import type { Seal } from '#platform';
import { parseJson } from '../../decode/json.ts';

type Secrets = Readonly<Record<string, string>>;

export const sealSecrets = (seal: Seal, secrets: Secrets): Buffer | null => (Object.keys(secrets).length === 0 ? null : seal.seal(JSON.stringify(secrets)));

/** Those of another data folder cannot be read and have to be entered again: until then nothing is accepted. */
export function openSecrets(seal: Seal, sealed: Buffer | null): Secrets {
  if (sealed === null) return {};
  try {
    const opened = parseJson(seal.open(sealed));
    if (!isJsonObject(opened)) return {};
    return Object.fromEntries(Object.entries(opened).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  } catch (error) {
    if (error instanceof Fault) return {};
    throw error;
  }
}
