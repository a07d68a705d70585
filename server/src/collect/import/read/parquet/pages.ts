import type { ColumnMetaData, SchemaTree } from 'hyparquet';
import { countInRuns } from './runs.ts';
import { readThrift, type ThriftStruct } from './thrift.ts';
import { unpackers } from './unpack.ts';

/** A page is a stretch of a column that is unpacked at once: writers make them of a megabyte, the widest of some hundred. */
const mostPageBytes = 256 * 1024 ** 2;
/** A column that is one value throughout takes few bytes for many rows, in memory eight bytes each. */
const mostPageValues = 1 << 24;

export interface Column {
  readonly meta: ColumnMetaData;
  /** The schema's elements from the root to the column. */
  readonly path: readonly SchemaTree[];
  /** The column's pages as they lie in the file. */
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Told of each page's unpacked bytes; throws when they are too many. */
  onPage(bytes: number): void;
}

interface Levels {
  readonly repetition: number;
  readonly definition: number;
  readonly isFlat: boolean;
}

interface Page {
  readonly bytes: Uint8Array;
  readonly values: number;
  /** Under its number in Encodings.md. */
  readonly encoding: number;
  readonly isSecond: boolean;
}

const bits = (most: number): number => 32 - Math.clz32(most);
/** What is not there would be no number to the decoder, and reading at no place never ends. */
const numberAt = (struct: ThriftStruct, field: number): number => {
  const value = struct.get(field);
  if (typeof value !== 'number') throw new Error('a page’s header lacks a number');
  return value;
};
const structAt = (struct: ThriftStruct, field: number): ThriftStruct => {
  const value = struct.get(field);
  if (!(value instanceof Map)) throw new Error('a page has no header of its kind');
  return value;
};

/**
 * Goes through a column's pages as the decoder will and holds each to its claims: sizes, counts of values, runs, rows. The decoder checks none of them and reads, allocates and repeats what it is told.
 * Throws an Error that says what is wrong.
 */
export function checkColumn({ meta, path, bytes, rows, onPage }: Column): void {
  const levels = levelsOf(path);
  let [at, found] = [0, 0];
  while (at < bytes.length - 1 && !(levels.isFlat && found >= rows)) {
    const { struct: header, end } = readThrift(bytes, at);
    const [unpacked, packed] = [numberAt(header, 2), numberAt(header, 3)];
    if (unpacked < 0 || unpacked > mostPageBytes || packed < 0 || packed > bytes.length - end) throw new Error('a page’s size is impossible');
    onPage(unpacked);
    found += checkPage(header, bytes.subarray(end, end + packed), meta, path, levels);
    at = end + packed;
  }
  if (found !== rows) throw new Error('rows are missing');
}

function levelsOf(path: readonly SchemaTree[]): Levels {
  const below = path.slice(1).map(({ element }) => element.repetition_type);
  const repetition = path.filter(({ element }) => element.repetition_type === 'REPEATED').length;
  return { repetition, definition: below.filter((type) => type !== 'REQUIRED').length, isFlat: path.length === 2 && repetition === 0 };
}

/** The page's rows. */
function checkPage(header: ThriftStruct, packed: Uint8Array, meta: ColumnMetaData, path: readonly SchemaTree[], levels: Levels): number {
  switch (numberAt(header, 1)) {
    case 0:
      return checkFirst(structAt(header, 5), unpack(packed, numberAt(header, 2), meta), meta, path, levels);
    case 2: {
      const values = countOf(structAt(header, 7), 1);
      checkPlain(unpack(packed, numberAt(header, 2), meta), 0, values, meta, path);
      return 0;
    }
    case 3:
      return checkSecond(structAt(header, 8), packed, numberAt(header, 2), meta, path, levels);
    default:
      throw new Error('a page is of a kind that is not known');
  }
}

function countOf(header: ThriftStruct, field: number): number {
  const values = numberAt(header, field);
  if (values < 0 || values > mostPageValues) throw new Error(`a page claims ${values} values`);
  return values;
}

function unpack(packed: Uint8Array, bytes: number, { codec }: ColumnMetaData): Uint8Array {
  if (codec === 'UNCOMPRESSED') return packed;
  const unpacker = unpackers[codec];
  if (unpacker === undefined) throw new Error(`it is packed in an unknown way (${codec})`);
  return unpacker(packed, bytes);
}

/** Version 1: levels behind their lengths, then values, all packed together. */
function checkFirst(header: ThriftStruct, bytes: Uint8Array, meta: ColumnMetaData, path: readonly SchemaTree[], levels: Levels): number {
  const values = countOf(header, 1);
  let at = 0;
  const count = (most: number, wanted: number): number => {
    const found = countInRuns({ bytes, at: at + 4, width: bits(most), count: values }, wanted);
    at += 4 + lengthAt(bytes, at);
    return found;
  };
  const rows = levels.repetition > 0 ? count(levels.repetition, 0) : values;
  const present = levels.definition > 0 ? count(levels.definition, levels.definition) : values;
  checkValues({ bytes, values: present, encoding: numberAt(header, 2), isSecond: false }, at, meta, path);
  return rows;
}

/** Version 2: levels of known lengths that are never packed, then values that may be. */
function checkSecond(header: ThriftStruct, packed: Uint8Array, unpacked: number, meta: ColumnMetaData, path: readonly SchemaTree[], levels: Levels): number {
  const [values, nulls] = [countOf(header, 1), countOf(header, 2)];
  const [definitions, repetitions] = [numberAt(header, 5), numberAt(header, 6)];
  if (nulls > values || definitions < 0 || repetitions < 0 || definitions + repetitions > Math.min(packed.length, unpacked))
    throw new Error('a page’s levels are longer than the page');
  const rows = levels.repetition > 0 ? countInRuns({ bytes: packed, at: 0, width: bits(levels.repetition), count: values }, 0) : values;
  if (levels.definition > 0) countInRuns({ bytes: packed, at: repetitions, width: bits(levels.definition), count: values });
  if (numberAt(header, 3) !== rows) throw new Error('a page has other rows than it says');
  const isPacked = header.get(7) !== false;
  const rest = packed.subarray(definitions + repetitions);
  const bytes = isPacked ? unpack(rest, unpacked - definitions - repetitions, meta) : rest;
  checkValues({ bytes, values: values - nulls, encoding: numberAt(header, 4), isSecond: true }, 0, meta, path);
  return rows;
}

const lengthAt = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);

const lastEncoding = 9;
const [plain, plainDictionary, rle, rleDictionary, byteStreamSplit] = [0, 2, 3, 8, 9];

/** Deltas are let through: the decoder makes as many values as the page has, of bytes that it needs for each block; what texts add up to is bounded by the thread's memory. */
function checkValues({ bytes, values, encoding, isSecond }: Page, at: number, meta: ColumnMetaData, path: readonly SchemaTree[]): void {
  if (encoding < 0 || encoding > lastEncoding) throw new Error('a page is written in a way that is not known');
  if (encoding === plain || encoding === byteStreamSplit) checkPlain(bytes, at, values, meta, path);
  else if (encoding === rle || encoding === plainDictionary || encoding === rleDictionary) {
    // Truths stand behind a length, of one bit; places in a dictionary behind a byte that says how wide they are.
    const isTruth = isSecond ? encoding === rle : meta.type === 'BOOLEAN';
    const width = isTruth ? 1 : (bytes[at] ?? 0);
    // All of them the first: the first version writes no runs then.
    if (width > 0 || isSecond) countInRuns({ bytes, at: at + (isTruth ? 4 : 1), width, count: values });
  }
}

/** Bits that a value takes at least. */
const plainBits = { BOOLEAN: 1, INT32: 32, FLOAT: 32, INT64: 64, DOUBLE: 64, INT96: 96, BYTE_ARRAY: 32 } as const;

function checkPlain(bytes: Uint8Array, at: number, values: number, { type }: ColumnMetaData, path: readonly SchemaTree[]): void {
  const width = type === 'FIXED_LEN_BYTE_ARRAY' ? 8 * (path.at(-1)?.element.type_length ?? 0) : plainBits[type];
  if (width <= 0 || values * width > 8 * (bytes.length - at)) throw new Error('a page has fewer values than it says');
}
