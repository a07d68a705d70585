import { isAscii, isUtf8 } from 'node:buffer';
import { refuseStrangers } from './bytes.ts';
import { encodingOf, lineEncoding } from './encoding.ts';

export interface TextChunk {
  readonly text: string;
  /** Bytes that are no text of this encoding were replaced by U+FFFD somewhere in it. */
  readonly isDamaged: boolean;
  readonly encoding: string;
  /** Lines that were written in another encoding than the file, and read in it: how many of each. */
  readonly others?: Readonly<Record<string, number>>;
}

const replacement = '\uFFFD';
const replacementBytes = Buffer.from(replacement);
/** Text without line ends (one long JSON document) is cut where no character of any encoding can be cut in two. */
const mostPending = 512 * 1024;
const newline = 10;

/** Bytes → text, chunk by chunk; a byte order mark goes, a line that a chunk's end cuts in two comes whole with the next. */
export async function* decodeText(chunks: AsyncIterable<Buffer>, encoding: string | undefined): AsyncIterable<TextChunk> {
  let decode: Decoder | undefined;
  for await (const chunk of chunks) {
    if (decode === undefined) {
      refuseStrangers(chunk);
      const found = new TextDecoder(encodingOf(chunk, encoding)).encoding;
      decode = found.startsWith('utf-16') ? wideDecoder(found) : lineDecoder(found);
    }
    yield decode(chunk, false);
  }
  if (decode !== undefined) yield decode(Buffer.alloc(0), true);
}

type Decoder = (chunk: Buffer, isEnd: boolean) => TextChunk;

/** UTF-16 knows no lines of bytes. */
function wideDecoder(encoding: string): Decoder {
  const decoder = new TextDecoder(encoding);
  return (chunk, isEnd) => {
    const text = isEnd ? decoder.decode() : decoder.decode(chunk, { stream: true });
    return { text, isDamaged: text.includes(replacement), encoding };
  };
}

/** Encodings in which a line's end is one byte: whole lines are decoded, so that each can be looked at by itself. */
function lineDecoder(encoding: string): Decoder {
  let pending: Buffer = Buffer.alloc(0);
  let isFirst = true;
  return (chunk, isEnd) => {
    const bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    const end = isEnd ? bytes.length : cutOf(bytes);
    pending = bytes.subarray(end);
    const read = decodeLines(bytes.subarray(0, end), encoding);
    // Everything but UTF-8 keeps the mark, which other programs put in front of any text.
    const text = isFirst && read.text.startsWith('\uFEFF') ? read.text.slice(1) : read.text;
    isFirst &&= end === 0;
    return { ...read, text, encoding };
  };
}

function cutOf(bytes: Buffer): number {
  const line = bytes.lastIndexOf(newline) + 1;
  if (line > 0 || bytes.length < mostPending) return line;
  // Blanks, quotes and commas are never the second byte of a character.
  for (let at = bytes.length - 1; at > bytes.length - 4096; at--) if ((bytes[at] ?? 0xff) < 0x30) return at + 1;
  return bytes.length;
}

function decodeLines(bytes: Buffer, encoding: string): Omit<TextChunk, 'encoding'> {
  if (isAscii(bytes)) return { text: bytes.toString('latin1'), isDamaged: false };
  if (encoding === 'utf-8' && isUtf8(bytes)) return { text: bytes.toString('utf8'), isDamaged: false };
  return lineByLine(bytes, encoding);
}

function lineByLine(bytes: Buffer, encoding: string): Omit<TextChunk, 'encoding'> {
  const decoders = new Map<string, TextDecoder>();
  const decoded = (from: number, to: number, name: string): string => {
    const decoder = decoders.get(name) ?? new TextDecoder(name, { ignoreBOM: true });
    decoders.set(name, decoder);
    return decoder.decode(bytes.subarray(from, to));
  };
  const others: Record<string, number> = {};
  let isDamaged = false;
  let text = '';
  /** Where the stretch of lines begins that are in the file's own encoding. */
  let own = 0;
  const takeOwn = (to: number): void => {
    if (own === to) return;
    const stretch = decoded(own, to, encoding);
    // A U+FFFD that the file itself holds is no damage of ours.
    isDamaged ||= stretch.includes(replacement) && !bytes.subarray(own, to).includes(replacementBytes);
    text += stretch;
  };
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(newline, at);
    const end = found === -1 ? bytes.length : found + 1;
    const line = bytes.subarray(at, end);
    const other = isAscii(line) ? undefined : lineEncoding(line, encoding);
    if (other !== undefined) {
      takeOwn(at);
      text += decoded(at, end, other);
      others[other] = (others[other] ?? 0) + 1;
      own = end;
    }
    at = end;
  }
  takeOwn(bytes.length);
  return { text, isDamaged, ...(Object.keys(others).length === 0 ? {} : { others }) };
}

export const isDamagedText = (text: string): boolean => text.includes(replacement);
