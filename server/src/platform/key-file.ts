import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Fault } from '#kernel';
import { writeAtomically } from './data-folder.ts';

/** A random key of 32 bytes in a file of its own, made when it is asked for first. Readable by its owner only. */
export function ensureKeyFile(path: string): Buffer {
  if (!existsSync(path)) writeAtomically(path, `${randomBytes(32).toString('base64url')}\n`);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  if (key.length !== 32) throw new Fault('DQ_DATA_DAMAGED', 500, `${path} holds no key; restore it from a backup`);
  return key;
}
