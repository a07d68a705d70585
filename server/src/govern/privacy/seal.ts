import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from '#kernel';

/** Says that a text is sealed. No cursor (base64url) and no identifier that anybody writes begins so. */
export const sealMark = '~';

/**
 * Sealed texts: what a masked answer must carry for the next request (a cursor that holds a phone number, an identifier to decide about) without
 * showing it. AES-256-GCM under a key made from the installation's own secret; each sealing is different, so that equal values are not seen to be.
 */
export interface Sealer {
  seal(workspace: number, text: string): string;
  /** Throws DQ_SEAL for anything that was not sealed here, in this workspace. */
  open(workspace: number, sealed: string): string;
}

const ivBytes = 12;
const tagBytes = 16;

export function sealerOf(secret: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, 'danqing', 'sealed texts', 32));
  return {
    seal: (workspace, text) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(String(workspace)));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return sealMark + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (workspace, sealed) => {
      const bytes = Buffer.from(sealed.slice(sealMark.length), 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes));
        decipher.setAAD(Buffer.from(String(workspace))).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new Fault('DQ_SEAL', 400, 'a sealed value in this request was not sealed here; take it from an answer, unchanged');
      }
    },
  };
}
