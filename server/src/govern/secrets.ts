import { createHash, randomBytes, randomInt } from 'node:crypto';

const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `c` and 24 letters or digits: the form that every SDK of the Segment family, Jitsu's too, accepts. */
export const newWriteKey = (): string => `c${Array.from({ length: 24 }, () => alphanumerics[randomInt(alphanumerics.length)]).join('')}`;

/** 256 random bits behind a prefix by which secret scanners and people know it. */
export const newApiSecret = (): string => `dq_${randomBytes(32).toString('base64url')}`;

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
