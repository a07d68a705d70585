import type { ImportColumn } from '@danqing/contracts';
import type { JsonValue } from '#kernel';
import { compileMoment } from '../dates/moment.ts';
import { orderEvidence } from '../dates/forms.ts';
import { numberOf } from '../plan/amount.ts';
import { cellText } from '../plan/operators.ts';
import { type Cells, isUnknown } from '../read/row.ts';

const exactDistinct = 10_000;
const exampleCount = 5;
const exampleLength = 80;

type CellKind = 'integer' | 'number' | 'boolean' | 'date' | 'list' | 'object' | 'text';

/** Gathers what a column looks like. */
export interface ColumnLook {
  add(cell: JsonValue): void;
  result(uses: readonly string[]): ImportColumn;
}

const readDate = compileMoment({ zone: 'UTC' });

function kindOf(cell: JsonValue): CellKind {
  if (typeof cell === 'boolean') return 'boolean';
  if (Array.isArray(cell)) return 'list';
  if (typeof cell === 'object') return 'object';
  const number = numberOf(cell);
  if (!Number.isNaN(number)) return Number.isInteger(number) && !(typeof cell === 'string' && /[.eE]/.test(cell)) ? 'integer' : 'number';
  if (typeof cell !== 'string') return 'text';
  if (/^(true|false)$/i.test(cell.trim())) return 'boolean';
  return !Number.isNaN(readDate(cell)) || orderEvidence(cell) !== undefined ? 'date' : 'text';
}

function lookAt(name: string): ColumnLook {
  const kinds = new Map<CellKind, number>();
  const examples = new Set<string>();
  const distinct = distinctCounter();
  let [rows, known, untrimmed] = [0, 0, 0];
  let lastText: string | undefined;
  let lastKind: CellKind = 'text';
  return {
    add: (cell) => {
      rows++;
      if (isUnknown(cell)) return;
      known++;
      const text = cellText(cell);
      if (text !== lastText) lastKind = kindOf(cell);
      lastText = text;
      kinds.set(lastKind, (kinds.get(lastKind) ?? 0) + 1);
      if (text !== text.trim()) untrimmed++;
      if (distinct.add(text) && examples.size < exampleCount) examples.add(text.slice(0, exampleLength));
    },
    result: (uses) => {
      const problems = [
        ...(known === 0 && uses.length > 0 ? ['used by the mapping, yet empty in every row'] : []),
        ...(untrimmed > 0 ? [`${untrimmed} cells begin or end with blanks`] : []),
      ];
      return {
        name,
        filled: rows === 0 ? 0 : known / rows,
        type: typeOf(kinds, known),
        distinct: distinct.count(),
        examples: [...examples],
        usedFor: [...uses],
        problems,
      };
    },
  };
}

/** The kind that all but one cell in a hundred have; integers are numbers, too. */
function typeOf(kinds: ReadonlyMap<CellKind, number>, known: number): string {
  if (known === 0) return 'empty';
  const integers = kinds.get('integer') ?? 0;
  const numbers = integers + (kinds.get('number') ?? 0);
  if (integers >= known * 0.99) return 'integer';
  if (numbers >= known * 0.99) return 'number';
  return [...kinds].find(([, count]) => count >= known * 0.99)?.[0] ?? 'text';
}

/** Exact up to 10,000 values, then an estimate by how many of 2^16 places are taken (linear counting; good to some percent up to 300,000). */
function distinctCounter(): { add(text: string): boolean; count(): number } {
  let exact: Set<string> | undefined = new Set();
  const places = new Uint8Array(65_536);
  let taken = 0;
  return {
    add: (text) => {
      const place = placeOf(text);
      if (places[place] === 0) taken++;
      places[place] = 1;
      if (exact === undefined || exact.has(text)) return false;
      exact.add(text);
      if (exact.size > exactDistinct) exact = undefined;
      return true;
    },
    count: () => exact?.size ?? Math.round(-places.length * Math.log(Math.max(1, places.length - taken) / places.length)),
  };
}

function placeOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff;
}

/** Looks at every column of every row. */
export function lookAtRows(columns: readonly string[]): { add(cells: Cells): void; readonly looks: readonly ColumnLook[] } {
  const looks = columns.map(lookAt);
  return {
    looks,
    add: (cells) => {
      for (const [index, look] of looks.entries()) look.add(cells[index] ?? null);
    },
  };
}
