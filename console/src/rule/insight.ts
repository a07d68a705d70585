import type { FunnelView } from '@danqing/contracts';
import type { FaultAt } from '../api/error.ts';
import type { Place } from './model/tree.ts';

/** What a condition does to the crowd. */
export interface Effect {
  /** How many it holds of, by itself. */
  readonly alone: number;
  /** How many there are once it has joined those before it. */
  readonly leaves: number;
  /** Whether those before it let fewer through with it (all), or more (any). */
  readonly join: 'all' | 'any';
}

/** What is known about the parts of the rule that is being drawn. */
export interface Insight {
  readonly effects: ReadonlyMap<Place, Effect>;
  /** Everybody, to draw shares of. */
  readonly total: number;
  /** What the server refuses, each at its place. */
  readonly faults: readonly FaultAt[];
  /** Names that no data has brought yet. */
  readonly warnings: readonly FaultAt[];
  readonly unfinished: readonly Place[];
}

export const noInsight: Insight = { effects: new Map(), total: 0, faults: [], warnings: [], unfinished: [] };

type Step = FunnelView['steps'][number];

const isStep = (value: unknown): value is Step => typeof value === 'object' && value !== null && 'leaves' in value;

/** A funnel by place. `placeOf`: from the rule that was counted to the one that is drawn. */
export function effectsOf(funnel: FunnelView | undefined, placeOf: (place: Place) => Place): ReadonlyMap<Place, Effect> {
  const effects = new Map<Place, Effect>();
  const visit = (steps: readonly unknown[], join: 'all' | 'any'): void => {
    for (const step of steps.filter(isStep)) {
      effects.set(placeOf(step.path), { alone: step.alone, leaves: step.leaves, join });
      visit(step.branches, 'any');
    }
  };
  if (funnel !== undefined) visit(funnel.steps, funnel.join);
  return effects;
}

const isIn = (path: string, place: Place): boolean => path === place || path.startsWith(`${place}/`);
export const faultsIn = (faults: readonly FaultAt[], place: Place): readonly FaultAt[] => faults.filter(({ path }) => isIn(path, place));
