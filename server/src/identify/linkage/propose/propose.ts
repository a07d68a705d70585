import type { LinkageComparison, LinkageConfig } from '@danqing/contracts';
import { invalid } from '#kernel';
import type { ColumnFacts } from './column-facts.ts';
import { judgeColumn } from './kind-of.ts';

export interface Proposal {
  readonly config: LinkageConfig;
  readonly leftOut: readonly { readonly column: string; readonly why: string }[];
}

const mostComparisons = 15;
/** Two columns of text whose values are this much the same people sometimes write into each other. */
const leastOverlap = 0.03;

/** A configuration out of what the columns hold. Blocking stays open: it is chosen by cost when the records are loaded. */
export function proposeConfig(facts: readonly ColumnFacts[]): Proposal {
  const judged = facts.map((column) => ({ column, judgement: judgeColumn(column) }));
  const leftOut = judged.flatMap(({ column, judgement }) => ('leftOut' in judgement ? [{ column: column.column, why: judgement.leftOut }] : []));
  const used = judged.flatMap(({ column, judgement }) => ('kind' in judgement ? [{ column, kind: judgement.kind }] : []));
  // Columns that tell most apart come first when there are too many.
  const best = used.length <= mostComparisons ? used : used.toSorted((a, b) => b.column.values.size - a.column.values.size).slice(0, mostComparisons);
  if (best.length === 0)
    throw invalid(
      'no column of this table says anything about whom a row is about',
      leftOut.map(({ column, why }) => ({ path: `/${column}`, code: 'DQ_LINKAGE_COLUMN', message: why })),
    );
  const comparisons = best.map(({ column, kind }): LinkageComparison => {
    const partner = partnerOf(column, kind, best);
    return { kind, columns: partner === undefined ? [column.column] : [column.column, partner] };
  });
  return { config: { comparisons }, leftOut };
}

type Used = { readonly column: ColumnFacts; readonly kind: LinkageComparison['kind'] };

function partnerOf(column: ColumnFacts, kind: Used['kind'], all: readonly Used[]): string | undefined {
  if (kind !== 'name' && kind !== 'text' && kind !== 'address') return undefined;
  let best: { readonly name: string; readonly overlap: number } | undefined;
  for (const other of all) {
    if (other.column === column || (other.kind !== 'name' && other.kind !== 'text' && other.kind !== 'address')) continue;
    const overlap = overlapOf(column.values, other.column.values);
    if (overlap >= leastOverlap && overlap > (best?.overlap ?? 0)) best = { name: other.column.column, overlap };
  }
  return best?.name;
}

/** Common values in the smaller of two sets. */
function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let common = 0;
  for (const value of small) if (large.has(value)) common++;
  return small.size === 0 ? 0 : common / small.size;
}
