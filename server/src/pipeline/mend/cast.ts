import { compileStep } from '#clean';
import { amountOf } from '#collect';
import type { JsonValue } from '#kernel';

export type CastTo = 'text' | 'number' | 'boolean' | 'date';

const readBoolean = compileStep({ do: 'boolean' }, { zone: 'UTC', region: 'CN' });

function castNumber(value: JsonValue): JsonValue | undefined {
  const number = amountOf(value);
  return Number.isFinite(number) ? number : undefined;
}

function castBoolean(value: JsonValue): JsonValue | undefined {
  const read = readBoolean(value);
  return typeof read === 'boolean' ? read : undefined;
}

const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2}))?秒?)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2})(\d{2})(\d{2})?)?$/;
/** Seconds until the year 2286, milliseconds since 2001: ten digits against thirteen. */
const seconds = /^\d{10}(\.\d+)?$/;
const millis = /^\d{13}$/;

/** ISO 8601 of the ways in which people and programs write moments; without an offset it is the workspace's local time. */
function castDate(value: JsonValue): JsonValue | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  if (millis.test(text)) return new Date(Number(text)).toISOString();
  if (seconds.test(text)) return new Date(Number(text) * 1000).toISOString();
  const found = parts.exec(text) ?? compact.exec(text);
  if (found === null) return undefined;
  const [year = '', month = '', day = '', hour, minute, second] = found.slice(1);
  const two = (part: string): string => part.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  return hour === undefined || minute === undefined ? date : `${date}T${two(hour)}:${two(minute)}:${two(second ?? '0')}`;
}

/** The value as another type; undefined when it cannot be one. */
export function castValue(value: JsonValue, to: CastTo): JsonValue | undefined {
  switch (to) {
    case 'text':
      return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
    case 'number':
      return castNumber(value);
    case 'boolean':
      return castBoolean(value);
    case 'date':
      return castDate(value);
  }
}
