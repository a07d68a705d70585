import type { QualityDimension, QualityFigures, QualityMove } from '@danqing/contracts';
import { differs } from '../figures/figure.ts';
import { type Around, type Counted, fieldFigures, type FieldParts, fieldParts } from './parts.ts';
import { wholeFigures } from './whole.ts';

interface Named {
  readonly source: string;
  readonly event: string;
  readonly field: string;
  readonly figures: QualityFigures;
  readonly dimensions: readonly QualityDimension[];
}

function everyFigure(counted: Counted, around: Around, fields: readonly FieldParts[], source?: string): readonly Named[] {
  const ofFields = fields.flatMap((one) =>
    one.parts
      .filter((part) => source === undefined || part.source === source)
      // What is known of people is known as it stands, not as it was.
      .map(
        (part): Named => ({
          source: part.source,
          event: one.event,
          field: one.field,
          figures: fieldFigures(one, part.source, counted, around),
          dimensions: one.event === '' ? ['validity'] : ['completeness', 'validity'],
        }),
      ),
  );
  const names = [...new Set(counted.subjects.map((one) => one.source))].filter((name) => source === undefined || name === source);
  return [
    ...ofFields,
    ...names.map((name): Named => ({ source: name, event: '*', field: '', figures: wholeFigures(counted, around, fields, name), dimensions: ['timeliness'] })),
  ];
}

const shown = 5;

/** What differs between two stretches of days by more than chance explains, the largest differences first. */
export function movesOf(now: Counted, before: Counted, around: Around, source?: string): { readonly better: QualityMove[]; readonly worse: QualityMove[] } {
  const keyOf = ({ source: name, event, field }: Named): string => `${name}\t${event}\t${field}`;
  const then = new Map(everyFigure(before, around, fieldParts(before, around), source).map((one) => [keyOf(one), one]));
  const moves = everyFigure(now, around, fieldParts(now, around), source).flatMap((one): readonly QualityMove[] => {
    const old = then.get(keyOf(one));
    if (old === undefined) return [];
    return one.dimensions.flatMap((dimension): readonly QualityMove[] => {
      const [after, earlier] = [one.figures[dimension], old.figures[dimension]];
      if (!differs(after, earlier) || after.share === null || earlier.share === null) return [];
      return [{ dimension, source: one.source, event: one.event, field: one.field, before: earlier.share, now: after.share, n: after.n }];
    });
  });
  const sorted = moves.toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before));
  return { better: sorted.filter((move) => move.now > move.before).slice(0, shown), worse: sorted.filter((move) => move.now < move.before).slice(0, shown) };
}
