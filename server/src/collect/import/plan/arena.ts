const blockBytes = 1024 * 1024;
/** Longest text in bytes. */
export const maxArenaText = 900_000;

/**
 * Text that is kept until its event is made, outside of the garbage collector's sight: half a million small strings on the heap cost more time
 * to be moved about than the whole file to be read. Ranges are pairs of start and end.
 */
export class TextArena {
  private readonly blocks: Buffer[] = [];
  private used = blockBytes;

  /** Bytes of text in it. */
  get bytes(): number {
    return Math.max(0, this.blocks.length - 1) * blockBytes + (this.blocks.length === 0 ? 0 : this.used);
  }

  /** Adds a text (at most `maxArenaText` bytes with its separator) to those that `ranges` names; texts that follow each other here become one range. Gives its bytes. */
  append(ranges: number[], text: string, separator: string): number {
    const whole = ranges.length === 0 ? text : separator + text;
    if (this.used + whole.length * 3 > blockBytes && this.used + Buffer.byteLength(whole) > blockBytes) {
      this.blocks.push(Buffer.allocUnsafeSlow(blockBytes));
      this.used = 0;
    }
    const index = this.blocks.length - 1;
    const start = index * blockBytes + this.used;
    const written = this.blocks[index]?.write(whole, this.used) ?? 0;
    if (this.used > 0 && ranges.length > 0 && ranges.at(-1) === start) ranges[ranges.length - 1] = start + written;
    else ranges.push(start, start + written);
    this.used += written;
    return written;
  }

  read(ranges: readonly number[]): string {
    let text = '';
    for (let at = 0; at < ranges.length; at += 2) {
      const start = ranges[at] ?? 0;
      const base = Math.floor(start / blockBytes) * blockBytes;
      text += this.blocks[base / blockBytes]?.toString('utf8', start - base, (ranges[at + 1] ?? 0) - base) ?? '';
    }
    return text;
  }
}
