import { isAscii, isUtf8 } from 'node:buffer';

/** What the bytes beyond ASCII look like, two by two. Chinese and Western files are told apart by it without a dictionary. */
interface HighBytes {
  /** Pairs of a lead byte and what follows. */
  readonly pairs: number;
  /** Pairs as GB 2312 has them: both bytes from A1 on. */
  readonly common: number;
  /** Pairs whose second byte is from 40 to 7E, as in two of five characters of Big5 and hardly any of GB 2312. */
  readonly low: number;
  /** Lead bytes that Big5 does not have. */
  readonly notBig5: number;
  /** High bytes with an ASCII byte on both sides, as accents stand in Western text. */
  readonly alone: number;
}

function highBytes(bytes: Buffer): HighBytes {
  let [pairs, common, low, notBig5, alone] = [0, 0, 0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    pairs++;
    if (trail < 0x80 && (bytes[at - 1] ?? 0) < 0x80) alone++;
    if (lead < 0xa1 || lead > 0xf9) notBig5++;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) common++;
    if (trail >= 0x40 && trail <= 0x7e) low++;
    if (trail >= 0x40) at++;
  }
  return { pairs, common, low, notBig5, alone };
}

const decodes = (bytes: Buffer, encoding: string): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** UTF-16 without its mark: of every second byte most are zero (Latin letters, digits, separators), of the others hardly any. */
function utf16Of(head: Buffer): string | undefined {
  const length = Math.min(head.length, 65_536) & ~1;
  let [even, odd] = [0, 0];
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  const least = Math.max(2, length * 0.03);
  if (odd >= least && even < odd * 0.05) return 'utf-16le';
  return even >= least && odd < even * 0.05 ? 'utf-16be' : undefined;
}

/** More is damaged than is text beyond ASCII: a UTF-8 file with a few bad bytes stays one. */
function isHardlyUtf8(head: Buffer): boolean {
  const beyondAscii = new TextDecoder().decode(head, { stream: true }).match(/[\u0080-\u{10ffff}]/gu) ?? [];
  const damaged = beyondAscii.filter((character) => character === '\uFFFD').length;
  return damaged > beyondAscii.length - damaged;
}

/** A tenth of the lines that go beyond ASCII are UTF-8 with characters of three bytes, as no other encoding has them by chance: the file was pasted together, and its other lines show themselves. */
function hasUtf8Lines(head: Buffer): boolean {
  let [wide, all] = [0, 0];
  for (let at = 0; at < head.length; ) {
    const found = head.indexOf(10, at);
    const end = found === -1 ? head.length : found;
    const line = head.subarray(at, end);
    if (!isAscii(line)) {
      all++;
      if (isUtf8(line) && hasWideUtf8(line)) wide++;
    }
    at = end + 1;
  }
  return wide > 0 && wide >= all * 0.1;
}

/** Which of the encodings of one or two bytes it is, as far as the bytes tell. */
function legacyOf(bytes: Buffer): string | undefined {
  const { pairs, common, low, notBig5, alone } = highBytes(bytes);
  if (pairs === 0) return undefined;
  if (alone >= pairs * 0.8) return 'windows-1252';
  if (low >= pairs * 0.15 && notBig5 === 0 && decodes(bytes, 'big5')) return 'big5';
  if (decodes(bytes, 'gb18030')) return 'gb18030';
  return common >= pairs * 0.6 ? 'gb18030' : undefined;
}

/** What a file is written in: its mark says it, then the one who asks, then the bytes. */
export function encodingOf(head: Buffer, named: string | undefined): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (named !== undefined) return named;
  const wide = utf16Of(head);
  if (wide !== undefined) return wide;
  return isHardlyUtf8(head) && !hasUtf8Lines(head) ? (legacyOf(head) ?? 'utf-8') : 'utf-8';
}

/** Whether it holds three bytes of UTF-8 that make a Chinese character or a mark of full width. */
function hasWideUtf8(line: Buffer): boolean {
  for (let at = 0; at + 2 < line.length; at++) {
    const lead = line[at] ?? 0;
    if (lead >= 0xe2 && lead <= 0xef && (line[at + 1] ?? 0) >= 0x80 && (line[at + 2] ?? 0) >= 0x80) return true;
  }
  return false;
}

/**
 * What one line of a file is written in, which need not be what the file is: files are pasted together. Undefined where it is the file's own. Two-byte sequences of UTF-8 are also two good
 * characters of GB18030, so that there only one of three bytes tells.
 */
export function lineEncoding(line: Buffer, main: string): string | undefined {
  if (main === 'utf-8') {
    if (isUtf8(line)) return undefined;
    const { pairs, common, low } = highBytes(line);
    const found = legacyOf(line);
    if (found === 'gb18030') return common >= pairs * 0.9 ? found : undefined;
    return found === 'big5' && common + low < pairs ? undefined : found;
  }
  return !isAscii(line) && isUtf8(line) && (main === 'windows-1252' || hasWideUtf8(line)) ? 'utf-8' : undefined;
}
