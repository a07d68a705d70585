import type { Fault } from '#kernel';
import { nearest } from '../parse/faults.ts';
import { textFault, type TextPlace, type Token, tokensOf } from './tokens.ts';
import { continuations } from './words.ts';

const maxDepth = 64;
const end: Token = { kind: 'end', shown: 'the end', place: { line: 1, column: 1 } };

/** Goes through a text token by token, and remembers where each part of the rule was written. */
export class Reader {
  readonly #tokens: readonly Token[];
  readonly #places = new Map<object, TextPlace>();
  #index = 0;
  #depth = 0;

  constructor(source: string) {
    this.#tokens = tokensOf(source);
  }

  /** The token `offset` further. */
  peek(offset = 0): Token {
    return this.#tokens[this.#index + offset] ?? this.#tokens.at(-1) ?? end;
  }

  isWord(word: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.kind === 'word' && token.text === word;
  }

  isSign(sign: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.kind === 'sign' && token.text === sign;
  }

  /** Goes past these words, if they are what comes. */
  takeWords(...words: readonly string[]): boolean {
    const isThere = words.every((word, offset) => this.isWord(word, offset));
    if (isThere) this.#index += words.length;
    return isThere;
  }

  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.#index++;
    return true;
  }

  word(word: string): void {
    if (!this.takeWords(word)) throw this.fault(`"${word}"`, [word]);
  }

  sign(sign: string): void {
    if (!this.takeSign(sign)) throw this.fault(`"${sign}"`);
  }

  /** A name: a bare word, or anything in quotes. */
  name(what: string): string {
    const token = this.peek();
    if (token.kind !== 'word' && token.kind !== 'string') throw this.fault(what);
    this.#index++;
    return token.text;
  }

  string(what: string): string {
    const token = this.peek();
    if (token.kind !== 'string') throw this.fault(what, [], token.kind === 'word' ? JSON.stringify(token.text) : undefined);
    this.#index++;
    return token.text;
  }

  date(): string {
    const token = this.peek();
    if (token.kind !== 'date' && token.kind !== 'string') throw this.fault('a date', [], '2026-01-31 or 2026-01-31T08:00:00+08:00');
    this.#index++;
    return token.text;
  }

  number(what: string): number {
    const token = this.peek();
    if (token.kind !== 'number') throw this.fault(what);
    this.#index++;
    return token.value;
  }

  /** One of these words. */
  oneOf<T extends string>(words: readonly T[], what: string): T {
    const token = this.peek();
    const found = token.kind === 'word' ? words.find((word) => word === token.text) : undefined;
    if (found === undefined) throw this.fault(what, words);
    this.#index++;
    return found;
  }

  /** The fault that something else stands here; the nearest of the words that fit is suggested. */
  fault(expected: string, words: readonly string[] = [], suggestion?: string): Fault {
    const { place, shown, kind } = this.peek();
    const near = suggestion ?? (kind === 'word' ? nearest(shown, words) : undefined);
    return textFault(place, `${expected} is expected here, not ${kind === 'end' ? shown : shown.slice(0, 60)}`, near);
  }

  /** Reads one level deeper; `read` is called with the reader. */
  deeper<T>(read: (reader: Reader) => T): T {
    if (++this.#depth > maxDepth) throw textFault(this.peek().place, `brackets nest at most ${maxDepth} levels`);
    const result = read(this);
    this.#depth--;
    return result;
  }

  /** Reads a part and remembers where it began. */
  placed<T extends object>(read: () => T): T {
    const { place } = this.peek();
    const part = read();
    if (!this.#places.has(part)) this.#places.set(part, place);
    return part;
  }

  end(): void {
    if (this.peek().kind !== 'end') throw this.fault('"and", "or" or the end', continuations);
  }

  placeOf(part: object): TextPlace | undefined {
    return this.#places.get(part);
  }
}
