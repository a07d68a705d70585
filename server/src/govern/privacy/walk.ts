import { isJsonObject, objectAt } from '#kernel';
import type { Classifier } from './classification.ts';
import { maskAs } from './masks.ts';
import { maskText } from './mask-text.ts';
import { type Mode, ownPlace, type Place, placeBelow, shownKind } from './place.ts';

/** Shorter values are replaced elsewhere in the answer only where they stand in quotes. */
const isDistinct = (text: string): boolean => text.length >= 4 || (text.length >= 2 && text.charCodeAt(0) > 0x2e7f);
const mostFound = 200;
const firstMobile = 13_000_000_000;
const lastMobile = 19_999_999_999;

/** One walk through one answer, copying only what changes. */
export class Walk {
  /** Values of rules' conditions and their masks: the answer's sentences say them again. */
  readonly found = new Map<string, string>();
  readonly #classifier: Classifier;
  constructor(classifier: Classifier) {
    this.#classifier = classifier;
  }

  at(value: unknown, place: Place): unknown {
    if (typeof value === 'string') return this.#string(value, place);
    if (typeof value === 'number') return this.#number(value, place);
    if (Array.isArray(value)) return this.#array(value, place);
    return isJsonObject(value) ? this.#object(value, place) : value;
  }

  #string(text: string, { mode, kind }: Place): string {
    if (kind !== undefined && kind !== 'none') return kind === 'phone' || kind === 'email' ? this.#contact(text, kind) : maskAs(kind, text);
    if (mode === 'raw' || mode === 'property' || mode === 'trait') {
      const first = text.charCodeAt(0);
      if ((first === 123 || first === 91) && text.length > 6) return this.#embedded(text, mode);
    }
    if (mode === 'identifier') return this.#pair(text);
    return maskText(text, this.#classifier.looks);
  }

  /** A column that is called `phone` is no phone number. */
  #contact(text: string, kind: 'phone' | 'email'): string {
    const seen = maskText(text, this.#classifier.looks);
    return seen === text ? (kind === 'phone' || text.includes('@') ? maskAs(kind, text) : text) : seen;
  }

  /** JSON inside a text: a message in quarantine, a property that holds an object as text. */
  #embedded(text: string, mode: Mode): string {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return maskText(text, this.#classifier.looks);
    }
    const masked = this.at(parsed, { ...ownPlace, mode: mode === 'property' ? 'property' : 'raw' });
    return masked === parsed ? text : JSON.stringify(masked);
  }

  /** `openid:app=o6z…`: an identifier as one text. */
  #pair(text: string): string {
    const mark = text.indexOf('=');
    const kind = mark < 1 ? undefined : this.#classifier.of('identifier', text.slice(0, mark));
    if (kind === 'none') return `${text.slice(0, mark + 1)}${maskText(text.slice(mark + 1), this.#classifier.looks)}`;
    return kind === undefined ? maskText(text, this.#classifier.looks) : `${text.slice(0, mark + 1)}${maskAs(kind, text.slice(mark + 1))}`;
  }

  #number(value: number, { mode, kind }: Place): unknown {
    if (!Number.isSafeInteger(value)) return value;
    const isData = mode !== 'own';
    if (kind === undefined || kind === 'none') {
      return isData && value >= firstMobile && value <= lastMobile && this.#classifier.looks.has('phone') ? maskAs('phone', String(value)) : value;
    }
    return Math.abs(value) < (isData ? 100_000 : 1e9) || kind === 'name' || kind === 'address' || kind === 'ip' ? value : maskAs(kind, String(value));
  }

  #array(items: readonly unknown[], place: Place): unknown {
    let copy: unknown[] | undefined;
    for (const [index, item] of items.entries()) {
      const masked = this.at(item, place);
      if (masked !== item) (copy ??= [...items])[index] = masked;
    }
    return copy ?? items;
  }

  #object(object: Record<string, unknown>, place: Place): unknown {
    const shown = shownKind(this.#classifier, object) ?? place.valueKind;
    const here = shown === place.valueKind ? place : { ...place, valueKind: shown };
    const columns = Array.isArray(object['columns']) ? object['columns'] : undefined;
    let copy: Record<string, unknown> | undefined;
    let renamed: Map<string, string> | undefined;
    for (const key of Object.keys(object)) {
      const value = object[key];
      const masked =
        columns !== undefined && value !== columns && typeof value === 'object'
          ? this.#table(columns, value, key, here)
          : this.at(value, placeBelow(this.#classifier, object, key, here));
      if (masked !== value) {
        copy ??= { ...object };
        copy[key] = masked;
        this.#remember(object, key, value, masked);
      }
      const safe = key.length < 6 ? key : maskText(key, this.#classifier.looks);
      if (safe !== key) (renamed ??= new Map()).set(key, safe);
    }
    if (renamed === undefined) return copy ?? object;
    const names = renamed;
    return Object.fromEntries(Object.entries(copy ?? object).map(([key, value]) => [names.get(key) ?? key, value]));
  }

  /** Rows beside their headings: {columns, a: {values}, b: {values}}, {columns, rows}. */
  #table(columns: readonly unknown[], value: unknown, key: string, place: Place): unknown {
    const { of, perhapsKind, named } = this.#classifier;
    const kinds = columns.map((column) => (typeof column === 'string' ? (of('trait', column) ?? perhapsKind(column) ?? named(column)) : undefined));
    const row = (cells: readonly unknown[]): unknown => {
      const masked = cells.map((cell, index) => this.at(cell, { ...ownPlace, mode: 'raw', kind: kinds[index] }));
      return masked.some((cell, index) => cell !== cells[index]) ? masked : cells;
    };
    const isRow = (cells: unknown): cells is readonly unknown[] => Array.isArray(cells) && cells.length === columns.length && !cells.some(isJsonObject);
    if (isRow(value)) return row(value);
    if (Array.isArray(value) && value.every(isRow)) return value.map(row);
    if (isJsonObject(value) && isRow(value['values'])) return { ...this.#plainObject(value, place), values: row(value['values']) };
    return this.at(value, placeBelow(this.#classifier, {}, key, place));
  }

  #plainObject(value: Record<string, unknown>, place: Place): object {
    const { values: _values, ...rest } = value;
    const masked = this.at(rest, place);
    return objectAt(masked);
  }

  /** A condition's personal value stands in the rule's sentence, text and SQL again. */
  #remember(object: Record<string, unknown>, key: string, value: unknown, masked: unknown): void {
    if (!('op' in object || 'needed' in object || key === 'actual') || this.found.size >= mostFound) return;
    const [texts, masks] = [Array.isArray(value) ? value : [value], Array.isArray(masked) ? masked : [masked]];
    for (const [index, text] of texts.entries()) {
      const mask: unknown = masks[index];
      if (typeof text === 'string' && typeof mask === 'string' && text !== mask && text.trim() !== '') this.found.set(text, mask);
    }
  }

  /** The same answer with what was found in conditions masked in every text. */
  everywhere(value: unknown): unknown {
    if (typeof value === 'string') {
      let text = value;
      for (const [plain, mask] of this.found) {
        if (isDistinct(plain)) text = text.replaceAll(plain, mask);
        else for (const [open, close] of quotes) text = text.replaceAll(`${open}${plain}${close}`, `${open}${mask}${close}`);
      }
      return text;
    }
    if (Array.isArray(value)) return value.map((item) => this.everywhere(item));
    return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.everywhere(inner)])) : value;
  }
}

const quotes = [
  ['“', '”'],
  ['"', '"'],
  ["'", "'"],
] as const;
