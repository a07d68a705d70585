import { refuseStrangers } from './bytes.ts';

export interface TextChunk {
  readonly text: string;
  /** Bytes that are no text of this encoding were replaced by U+FFFD somewhere in it. */
  readonly isDamaged: boolean;
  readonly encoding: string;
}

const replacement = '\uFFFD';
const replacementBytes = Buffer.from(replacement);

/** UTF-16 announces itself. Of the rest, what is hardly UTF-8 and wholly GB18030 is GB18030, as Chinese spreadsheets write it, unless the mapping says otherwise. */
function encodingOf(head: Buffer, encoding: string | undefined): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return encoding ?? (isHardlyUtf8(head) && isGb18030(head) ? 'gb18030' : 'utf-8');
}

/** More is damaged than is text beyond ASCII: a UTF-8 file with a few bad bytes stays one. */
function isHardlyUtf8(head: Buffer): boolean {
  const beyondAscii = new TextDecoder().decode(head, { stream: true }).match(/[\u0080-\u{10ffff}]/gu) ?? [];
  const damaged = beyondAscii.filter((character) => character === replacement).length;
  return damaged > beyondAscii.length - damaged;
}

function isGb18030(head: Buffer): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Bytes → text, chunk by chunk; a byte order mark goes, a character cut in two by a chunk's end comes whole with the next. */
export async function* decodeText(chunks: AsyncIterable<Buffer>, encoding: string | undefined): AsyncIterable<TextChunk> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      refuseStrangers(chunk);
      decoder = new TextDecoder(encodingOf(chunk, encoding));
    }
    yield chunkOf(decoder.decode(chunk, { stream: true }), chunk, decoder.encoding);
  }
  if (decoder !== undefined) yield chunkOf(decoder.decode(), Buffer.alloc(0), decoder.encoding);
}

/** A U+FFFD that the file itself holds is no damage of ours. */
const chunkOf = (text: string, bytes: Buffer, encoding: string): TextChunk => ({
  text,
  isDamaged: text.includes(replacement) && !bytes.includes(replacementBytes),
  encoding,
});

export const isDamagedText = (text: string): boolean => text.includes(replacement);
