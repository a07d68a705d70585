import { Transform, type TransformCallback } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { csvCell } from '#kernel';
import type { Masker } from './mask-json.ts';

/** A line that is longer is no table that people read; it would be held in memory whole. */
const longestRow = 16_000_000;

abstract class LineMask extends Transform {
  readonly #decoder = new StringDecoder('utf8');
  #held = '';

  /** Where the first whole record of a text ends, behind its line break; 0 where none does. */
  protected abstract endOf(text: string): number;
  protected abstract masked(record: string): string;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#held += this.#decoder.write(chunk);
    let out = '';
    for (let end = this.endOf(this.#held); end > 0; end = this.endOf(this.#held)) {
      out += this.masked(this.#held.slice(0, end));
      this.#held = this.#held.slice(end);
    }
    done(this.#held.length > longestRow ? new Error('a record is too long to be masked') : null, out === '' ? undefined : out);
  }

  override _flush(done: TransformCallback): void {
    const rest = this.#held + this.#decoder.end();
    done(null, rest === '' ? undefined : this.masked(rest));
  }
}

/** JSON lines, each masked as an answer is. */
export class JsonLinesMask extends LineMask {
  readonly #masker: Masker;
  constructor(masker: Masker) {
    super();
    this.#masker = masker;
  }
  protected override endOf(text: string): number {
    return text.indexOf('\n') + 1;
  }
  protected override masked(record: string): string {
    return maskJsonText(record, this.#masker);
  }
}

/** JSON as text, masked; what is no JSON as the text it is. A text without anything personal comes back byte by byte. */
function maskJsonText(text: string, masker: Masker): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return masker.text(text);
  }
  const masked = masker.json(value);
  return masked === value ? text : JSON.stringify(masked) + (text.endsWith('\n') ? '\n' : '');
}

/** CSV as RFC 4180 has it: each cell by the heading of its column. */
export class CsvMask extends LineMask {
  readonly #masker: Masker;
  #headings: readonly string[] | undefined;
  constructor(masker: Masker) {
    super();
    this.#masker = masker;
  }
  protected override endOf(text: string): number {
    let isQuoted = false;
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place);
      if (code === 34) isQuoted = !isQuoted;
      else if (code === 10 && !isQuoted) return place + 1;
    }
    return 0;
  }
  protected override masked(record: string): string {
    const end = /\r?\n$/.exec(record)?.[0] ?? '';
    const cells = cellsOf(record.slice(0, record.length - end.length));
    const headings = this.#headings;
    if (headings === undefined) {
      this.#headings = cells.map((cell) => plainCell(cell).replace('\uFEFF', ''));
      return record;
    }
    return cells.map((cell, index) => this.#cell(headings[index] ?? '', cell)).join(',') + end;
  }
  #cell(heading: string, cell: string): string {
    const plain = plainCell(cell);
    const masked = this.#masker.cell(heading, plain);
    return masked === plain ? cell : csvCell(masked, { formulas: 'kept', quotes: 'where-needed' });
  }
}

const plainCell = (cell: string): string => (cell.startsWith('"') && cell.endsWith('"') && cell.length > 1 ? cell.slice(1, -1).replaceAll('""', '"') : cell);

function cellsOf(record: string): readonly string[] {
  const cells: string[] = [];
  let [start, isQuoted] = [0, false];
  for (let place = 0; place <= record.length; place += 1) {
    const code = record.charCodeAt(place);
    if (code === 34) isQuoted = !isQuoted;
    else if (place === record.length || (code === 44 && !isQuoted)) {
      cells.push(record.slice(start, place));
      start = place + 1;
    }
  }
  return cells;
}
