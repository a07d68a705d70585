import type { JsonValue } from '#kernel';
import type { ParquetKind } from './schema.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Days since 1970 as a date; what no calendar has is none. */
export function dateText(days: number): string | null {
  const date = new Date(days * 86_400_000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** A moment as ISO 8601; a wall clock (`isAdjustedToUTC` false, as data frames without a zone write) has no zone. */
function momentText(date: Date, isLocal: boolean): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  return isLocal ? text.slice(0, -1) : text;
}

function timeText(value: number | bigint, perSecond: number): string {
  const seconds = Number(value) / perSecond;
  const whole = Math.floor(seconds);
  const rest = seconds - whole > 0 ? String(Number((seconds - whole).toFixed(6))).slice(1) : '';
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${rest}`;
}

/** An unscaled decimal: a number while that is exact, else its digits. */
function decimalOf(unscaled: bigint, scale: number): JsonValue {
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return digits.length <= 15 ? Number(text) : text;
}

function bigEndian(bytes: Uint8Array): bigint {
  const hex = Buffer.from(bytes).toString('hex');
  return hex === '' ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
}

const text = new TextDecoder('utf-8', { fatal: true });
function bytesText(bytes: Uint8Array): string {
  try {
    return text.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('base64');
  }
}

/** What the reader gives as JSON. Whole numbers beyond 2^53 are their digits, so that no identifier changes. */
export function jsonOf(value: unknown, kind: ParquetKind): JsonValue {
  if (value === null || value === undefined) return null;
  if (kind.name === 'decimal' && (typeof value === 'number' || typeof value === 'bigint')) return decimalOf(BigInt(value), kind.scale);
  if (kind.name === 'decimal' && value instanceof Uint8Array) return decimalOf(bigEndian(value), kind.scale);
  if (kind.name === 'time' && (typeof value === 'number' || typeof value === 'bigint')) return timeText(value, kind.perSecond);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
    case 'object':
      return objectOf(value, kind);
    default:
      return null;
  }
}

function objectOf(value: object, kind: ParquetKind): JsonValue {
  if (value instanceof Date) return momentText(value, kind.name === 'moment' && kind.isLocal);
  if (value instanceof Uint8Array) return bytesText(value);
  const inner = (name: string): ParquetKind => kind.inner?.get(name) ?? plain;
  if (Array.isArray(value)) return value.map((one: unknown) => jsonOf(one, kind.name === 'list' ? kind.element : plain));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, jsonOf(one, inner(name))]));
}

const plain: ParquetKind = { name: 'plain' };
