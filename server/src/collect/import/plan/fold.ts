import {
  type ImportCellType,
  importArithmetic,
  type ImportArithmetic,
  importFolds,
  type ImportFold,
  type ImportOperand,
  type ImportValue,
} from '@danqing/contracts';
import { type AddressParts, type JsonValue, parseAddress } from '#kernel';
import { type Cells, isUnknown } from '../read/row.ts';
import type { IndexOf } from './condition.ts';
import { detached } from './detach.ts';
import { amountOf } from './amount.ts';
import { cellText } from './operators.ts';

/** Gathers one value of an event from its rows, in file order. */
export interface Folding {
  add(cells: Cells): void;
  /** Undefined while unknown. */
  value(): JsonValue | undefined;
}

export interface Fold {
  gather(): Folding;
  /** The value of an event of one row. */
  once(cells: Cells): JsonValue | undefined;
}

type Read = (cells: Cells) => JsonValue | undefined;
type ReadNumber = (cells: Cells) => number | undefined;

/** Compiles a value. Unknown cells take no part in any fold; a sum of nothing is unknown, a count of nothing 0. */
export function compileFold(value: ImportValue, indexOf: IndexOf, defaultType?: ImportCellType): Fold {
  if ('value' in value) return foldOf(() => ({ add: () => undefined, value: () => value.value }));
  if ('column' in value) return firstOf(readColumn(indexOf(value.column), value.type ?? defaultType));
  if ('count' in value) {
    const index = value.count === true ? undefined : indexOf(value.count);
    return foldOf(() => new Count((cells) => index === undefined || !isUnknown(cells[index])));
  }
  if (!isFolded(value)) {
    const read = readArithmetic(value, indexOf);
    return firstOf((cells) => roundedOrNot(read(cells)));
  }
  const name = importFolds.find((fold) => value[fold] !== undefined) ?? 'first';
  return compileNamed(name, value[name] ?? 0, indexOf);
}

const foldOf = (gather: () => Folding): Fold => ({
  gather,
  once: (cells) => {
    const folding = gather();
    folding.add(cells);
    return folding.value();
  },
});

/** The fold that nearly every value is, without a detour for a single row. */
const firstOf = (read: Read): Fold => ({ gather: () => new First(read), once: read });

type Folded = { readonly [Name in ImportFold]?: ImportOperand };
type Arithmetic = { readonly [Name in ImportArithmetic]?: readonly ImportOperand[] };
export const isFolded = (value: Folded | Arithmetic): value is Folded => importFolds.some((fold) => fold in value);

function compileNamed(name: ImportFold, operand: ImportOperand, indexOf: IndexOf): Fold {
  const number = readNumber(operand, indexOf);
  const any = typeof operand === 'string' ? readColumn(indexOf(operand), undefined) : (cells: Cells) => roundedOrNot(number(cells));
  if (name === 'first') return firstOf(any);
  if (name === 'last') return foldOf(() => new Last(any));
  if (name === 'list') return foldOf(() => new Distinct(any, false));
  if (name === 'unique') return foldOf(() => new Distinct(any, true));
  if (name === 'sum' || name === 'avg') return foldOf(() => new Sum(number, name === 'avg'));
  return foldOf(() => new Extreme(number, name === 'min' ? -1 : 1));
}

function readColumn(index: number, type: ImportCellType | undefined): Read {
  const convert = converters[type ?? 'text'];
  return (cells) => {
    const cell = cells[index];
    return cell === undefined || isUnknown(cell) ? undefined : type === undefined ? cell : convert(cell);
  };
}

/** What a cell becomes under a type that was asked for; what does not fit stays as it is, so that nothing is lost. */
const converters: Readonly<Record<ImportCellType, (cell: JsonValue) => JsonValue | undefined>> = {
  text: cellText,
  number: (cell) => {
    const number = amountOf(cell);
    return Number.isFinite(number) ? number : cell;
  },
  boolean: (cell) =>
    typeof cell !== 'string' ? cell : /^(true|yes|y|1|是)$/i.test(cell.trim()) ? true : /^(false|no|n|0|否)$/i.test(cell.trim()) ? false : cell,
  'address.province': (cell) => addressOf(cell)?.province,
  'address.city': (cell) => addressOf(cell)?.city,
  'address.district': (cell) => addressOf(cell)?.district,
  'address.street': (cell) => {
    const parts = addressOf(cell);
    return parts === undefined ? cell : parts.street;
  },
  json: (cell) => {
    if (typeof cell !== 'string') return cell;
    try {
      return readJson(cell);
    } catch {
      return cell;
    }
  },
};

const addressOf = (cell: JsonValue): AddressParts | undefined => (typeof cell === 'string' ? parseAddress(cell) : undefined);

const readJson = (text: string): JsonValue => {
  const value: unknown = JSON.parse(text);
  return isJson(value) ? value : null;
};
/** Whatever JSON.parse gives is JSON. */
const isJson = (value: unknown): value is JsonValue => value !== undefined;

function readNumber(operand: ImportOperand, indexOf: IndexOf): ReadNumber {
  if (typeof operand === 'number') return () => operand;
  if (typeof operand !== 'string') return readArithmetic(operand, indexOf);
  const index = indexOf(operand);
  return (cells) => {
    const number = amountOf(cells[index] ?? null);
    return Number.isFinite(number) ? number : undefined;
  };
}

const operations = {
  multiply: (a: number, b: number) => a * b,
  plus: (a: number, b: number) => a + b,
  minus: (a: number, b: number) => a - b,
  divide: (a: number, b: number) => a / b,
} as const;

/** Arithmetic on one row; unknown as soon as one operand is, or when it divides by 0. */
function readArithmetic(value: Arithmetic, indexOf: IndexOf): ReadNumber {
  const name = importArithmetic.find((operation) => operation in value) ?? 'plus';
  const [head, ...tail] = (value[name] ?? []).map((operand) => readNumber(operand, indexOf));
  return (cells) => {
    let result = head?.(cells);
    for (const read of tail) {
      const next = read(cells);
      if (result === undefined || next === undefined) return undefined;
      result = operations[name](result, next);
    }
    return result !== undefined && Number.isFinite(result) ? result : undefined;
  };
}

/** To six decimals, as rules compare sums; also takes away the noise of binary fractions (83.39999999999999). */
const rounded = (value: number): number => {
  const result = Math.round(value * 1e6) / 1e6;
  return Number.isFinite(result) ? result : value;
};

const roundedOrNot = (value: number | undefined): number | undefined => (value === undefined ? undefined : rounded(value));

// Classes, because a group holds one of these for each of its values: an instance is two words, a pair of closures over its state is twelve.

class First implements Folding {
  private readonly read: Read;
  private found: JsonValue | undefined;
  constructor(read: Read) {
    this.read = read;
  }
  add(cells: Cells): void {
    if (this.found === undefined) this.found = detached(this.read(cells));
  }
  value(): JsonValue | undefined {
    return this.found;
  }
}

class Last implements Folding {
  private readonly read: Read;
  private found: JsonValue | undefined;
  constructor(read: Read) {
    this.read = read;
  }
  add(cells: Cells): void {
    this.found = detached(this.read(cells)) ?? this.found;
  }
  value(): JsonValue | undefined {
    return this.found;
  }
}

/** Neumaier's sum: the same to the last digits in whatever order the rows stand. */
class Sum implements Folding {
  private readonly read: ReadNumber;
  private readonly isMean: boolean;
  private sum = 0;
  private lost = 0;
  private count = 0;
  constructor(read: ReadNumber, isMean: boolean) {
    this.read = read;
    this.isMean = isMean;
  }
  add(cells: Cells): void {
    const number = this.read(cells);
    if (number === undefined) return;
    const next = this.sum + number;
    this.lost += Math.abs(this.sum) >= Math.abs(number) ? this.sum - next + number : number - next + this.sum;
    this.sum = next;
    this.count++;
  }
  value(): JsonValue | undefined {
    if (this.count === 0) return undefined;
    return rounded((this.sum + this.lost) / (this.isMean ? this.count : 1));
  }
}

class Extreme implements Folding {
  private readonly read: ReadNumber;
  private readonly sign: 1 | -1;
  private best: number | undefined;
  constructor(read: ReadNumber, sign: 1 | -1) {
    this.read = read;
    this.sign = sign;
  }
  add(cells: Cells): void {
    const number = this.read(cells);
    if (number !== undefined && (this.best === undefined || (number - this.best) * this.sign > 0)) this.best = number;
  }
  value(): JsonValue | undefined {
    return roundedOrNot(this.best);
  }
}

class Count implements Folding {
  private readonly holds: (cells: Cells) => boolean;
  private count = 0;
  constructor(holds: (cells: Cells) => boolean) {
    this.holds = holds;
  }
  add(cells: Cells): void {
    if (this.holds(cells)) this.count++;
  }
  value(): JsonValue {
    return this.count;
  }
}

class Distinct implements Folding {
  private readonly read: Read;
  private readonly isCount: boolean;
  private readonly found = new Map<string, JsonValue>();
  constructor(read: Read, isCount: boolean) {
    this.read = read;
    this.isCount = isCount;
  }
  add(cells: Cells): void {
    const value = detached(this.read(cells));
    if (value !== undefined) this.found.set(cellText(value), value);
  }
  value(): JsonValue | undefined {
    if (this.isCount) return this.found.size;
    return this.found.size === 0 ? undefined : [...this.found.values()];
  }
}
