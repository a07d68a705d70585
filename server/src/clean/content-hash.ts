import { hash } from 'node:crypto';
import type { JsonObject } from '#kernel';

/** A retry carries the same content under a new sentAt. */
export const contentHash = (raw: JsonObject): string => hash('sha1', JSON.stringify({ ...raw, sentAt: undefined }), 'hex').slice(0, 32);
