import { Fault } from '#kernel';

/** Brackets around records: no service wraps its answers so often, and a text of nothing else would be remembered whole. */
const mostWrappers = 1000;

/** One record of a JSON text, or why it is none. */
type JsonPiece = { readonly text: string } | { readonly fault: string };

export interface JsonSplitter {
  feed(text: string, isEnd: boolean): readonly JsonPiece[];
}

/** Where the records stand in a text: each one at its top, or the elements of a list, which may lie in wrappers as {"data": {"list": […]}}. */
export type JsonShape = 'objects' | 'list';

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket, comma, blank] = [34, 92, 123, 125, 91, 93, 44, 32];
const isOpening = (code: number): boolean => code === openBrace || code === openBracket;
const isClosing = (code: number): boolean => code === closeBrace || code === closeBracket;

/**
 * Cuts a JSON text of any size into its records by counting brackets outside of texts; what is in memory is one record. With `list`, the records are the objects of the first list that holds an
 * object: what stands around it is passed over. A record that is too long is a fault, and so is one that the text's end cuts off, and what stands where a record should: nothing goes unsaid.
 */
export function jsonSplitter(shape: JsonShape, maxLength: number): JsonSplitter {
  const splitter = new Splitter(shape, maxLength);
  return { feed: (text, isEnd) => splitter.feed(text, isEnd) };
}

class Splitter {
  private readonly shape: JsonShape;
  private readonly maxLength: number;
  private pieces: JsonPiece[] = [];
  private buffer = '';
  /** The brackets that are open outside of the record that is being read. */
  private readonly outer: number[] = [];
  private isInList: boolean;
  /** The list of records has ended; what follows are page numbers and the like, until another document begins. */
  private isOver = false;
  /** Inside of a record: how many brackets are open; 0 between records. */
  private depth = 0;
  private start = 0;
  private isText = false;
  private isEscaped = false;
  private isSkipping = false;
  /** Something stands where a record should. */
  private isStray = false;

  constructor(shape: JsonShape, maxLength: number) {
    this.shape = shape;
    this.maxLength = maxLength;
    this.isInList = shape === 'objects';
  }

  feed(text: string, isEnd: boolean): readonly JsonPiece[] {
    this.pieces = [];
    const from = this.buffer.length;
    this.buffer += text;
    for (let at = from; at < this.buffer.length; at++) {
      const code = this.buffer.charCodeAt(at);
      if (this.isText) this.takeText(code);
      else if (this.depth > 0) this.takeInside(code, at);
      else this.takeOutside(code, at);
    }
    this.keep();
    if (isEnd && this.depth > 0) {
      this.pieces.push({ fault: this.isSkipping ? this.tooLong() : cutOff });
      this.depth = 0;
      this.buffer = '';
    }
    return this.pieces;
  }

  /** Of what was read, only the record that goes on has to stay. */
  private keep(): void {
    this.buffer = this.depth > 0 && !this.isSkipping ? this.buffer.slice(this.start) : '';
    this.start = 0;
    if (this.buffer.length <= this.maxLength) return;
    this.isSkipping = true;
    this.buffer = '';
  }

  private takeText(code: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (code === backslash) this.isEscaped = true;
    else if (code === quote) this.isText = false;
  }

  private takeInside(code: number, at: number): void {
    if (code === quote) this.isText = true;
    else if (isOpening(code)) this.depth++;
    else if (isClosing(code)) this.depth--;
    if (this.depth > 0) return;
    this.pieces.push(this.isSkipping ? { fault: this.tooLong() } : { text: this.buffer.slice(this.start, at + 1) });
    this.isSkipping = false;
  }

  private takeOutside(code: number, at: number): void {
    if (code === quote) this.isText = true;
    if (code === openBrace && !this.isOver && (this.isInList || this.outer.at(-1) === openBracket)) {
      [this.isInList, this.isStray, this.start, this.depth] = [true, false, at, 1];
    } else if (isOpening(code)) this.open(code);
    else if (isClosing(code)) this.close();
    else if (code === comma) this.isStray = false;
    else if (code > blank) this.takeStray();
  }

  private open(code: number): void {
    if (this.outer.length === mostWrappers)
      throw new Fault('DQ_IMPORT_FORMAT', 400, `the JSON opens ${mostWrappers} brackets before a record: this is no list of records`);
    this.outer.push(code);
  }

  private close(): void {
    this.outer.pop();
    this.isStray = false;
    if (this.shape === 'objects') return;
    this.isOver ||= this.isInList;
    if (this.outer.length === 0) [this.isOver, this.isInList] = [false, false];
  }

  private takeStray(): void {
    if (!this.isInList || this.isOver || this.isStray) return;
    this.isStray = true;
    this.pieces.push({ fault: 'not a JSON object' });
  }

  private tooLong(): string {
    return `longer than ${this.maxLength} characters`;
  }
}

const cutOff = 'the text ends within this record';
