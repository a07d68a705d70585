import { createDecipheriv } from 'node:crypto';

const keyForm = /^[A-Za-z0-9]{43}$/;
const randomBytes = 16;
const lengthBytes = 4;

/** Whether a text may be an EncodingAESKey: 43 characters, the base64 of 32 bytes without its last sign. */
const isAesKey = (text: string): boolean => keyForm.test(text);

export interface Deciphered {
  readonly text: Buffer;
  /** Whom it is meant for: an app id, a corp id. */
  readonly receiver: string;
}

/**
 * What WeChat and WeCom encipher: AES-256-CBC, the key's first 16 bytes as initial vector; 16 random bytes, the length (big endian), the text, whom it is for; filled up to multiples of 32.
 * Undefined when it is none.
 */
export function decipher(encodingAesKey: string, enciphered: string): Deciphered | undefined {
  if (!isAesKey(encodingAesKey)) return undefined;
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const bytes = Buffer.from(enciphered, 'base64');
  if (bytes.byteLength === 0 || bytes.byteLength % 16 !== 0) return undefined;
  const machine = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([machine.update(bytes), machine.final()]);
  const fill = padded.at(-1) ?? 0;
  if (fill < 1 || fill > 32) return undefined;
  const plain = padded.subarray(randomBytes, padded.byteLength - fill);
  if (plain.byteLength < lengthBytes) return undefined;
  const end = lengthBytes + plain.readUInt32BE(0);
  if (end > plain.byteLength) return undefined;
  return { text: plain.subarray(lengthBytes, end), receiver: plain.toString('utf8', end) };
}
