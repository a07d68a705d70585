import { readFileSync } from 'node:fs';
import { isJsonObject } from '#kernel';

const parsed: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** The product's version, as package.json names it. */
export const version: string = isJsonObject(parsed) && typeof parsed['version'] === 'string' ? parsed['version'] : '0.0.0';
