import { conflict } from '#kernel';
import type { PostgresSession } from '#platform';
import { readSources } from '../govern.read.ts';
import { addSource, type NewSource } from '../govern.store.ts';
import { keyBefore, sourceKey } from './source-key.ts';

const mostAttempts = 100;

/** A source under a name of any letters. Plain names are keys and must be free; of others a key is found that is. */
export async function addNamed(tx: PostgresSession, workspace: number, source: Omit<NewSource, 'label'>): Promise<number> {
  const [name, key] = [source.name.trim(), sourceKey(source.name)];
  const isPlain = key === name;
  const isTaken = !isPlain && (await readSources(tx)).some((one) => one.workspace === workspace && (one.label ?? one.name) === name);
  for (let attempt = 1; !isTaken && attempt <= (isPlain ? 1 : mostAttempts); attempt++) {
    const made = await addSource(tx, workspace, { ...source, name: keyBefore(key, attempt), label: isPlain ? undefined : name });
    if (made !== undefined) return made;
  }
  throw conflict(`a source called ${name} exists already; choose another name`);
}
