import { pipelineState, type PipelineState } from '../pipeline-state.ts';
import type { Product } from '../product.ts';

export interface Watch {
  /** Looks at which something did not add up. */
  readonly faults: readonly string[];
  readonly looks: number;
  finish(): Promise<void>;
}

/** Looks at the counters again and again: accepted = passed + dropped + parked + lag, in all and per source; nothing is negative. */
export function startWatching(current: () => Product): Watch {
  const faults: string[] = [];
  let [looks, isOver] = [0, false];
  const loop = async (): Promise<void> => {
    while (!isOver) {
      const state = await pipelineState(current()).catch(() => undefined); // while it is down there is nothing to look at
      if (state !== undefined) {
        looks++;
        faults.push(...faultsOf(state));
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  };
  const running = loop();
  return {
    faults,
    get looks() {
      return looks;
    },
    finish: async () => {
      isOver = true;
      await running;
    },
  };
}

function faultsOf(state: PipelineState): readonly string[] {
  return [{ ...state, name: 'all' }, ...state.sources].flatMap(({ name, accepted, passed, dropped, parked, lag }) =>
    accepted === passed + dropped + parked + lag && Math.min(accepted, passed, dropped, parked, lag) >= 0
      ? []
      : [`${name}: ${accepted} ≠ ${passed} + ${dropped} + ${parked} + ${lag}`],
  );
}
