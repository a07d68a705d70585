import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from '#kernel';

/** Keeps secrets of others (passwords of mail servers, keys of bots) unreadable at rest: a copy of the database alone tells nothing. */
export interface Seal {
  seal(text: string): Buffer;
  /** Throws DQ_SECRET_UNREADABLE when it was sealed with the secret of another data folder, or changed since. */
  open(sealed: Buffer): string;
  /** Sixteen bytes that only this data folder knows, another for each purpose and the same whenever it is asked for. */
  derive(purpose: string): Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key drawn from a secret of the data folder (HKDF-SHA-256, RFC 5869). Sealed: nonce, tag, text. */
export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, 'danqing', 'seal 1', 32));
  return {
    derive: (purpose) => Buffer.from(hkdfSync('sha256', secret, 'danqing', `derived ${purpose}`, 16)),
    seal: (text) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed) => {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
        decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
      } catch (error) {
        throw new Fault('DQ_SECRET_UNREADABLE', 409, 'a stored secret was sealed by another data folder: enter it again', { cause: error });
      }
    },
  };
}
