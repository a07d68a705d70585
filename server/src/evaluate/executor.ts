import type { JsonValue } from '#kernel';
import type { DefinitionKind, Run } from './types.ts';

/**
 * How one kind of definition is computed; implemented by its owner. The steps are called in this order, each possibly again after a
 * crash. Only `stage` evaluates anything, and a run is staged once: afterwards its changes are fixed, and publishing them twice changes nothing.
 */
export interface Executor {
  readonly kind: DefinitionKind;
  /** Writes what differs from what is stored into the stage, under the run's id. 'gone': the definition was deleted meanwhile. */
  stage(run: Run, signal: AbortSignal): Promise<{ readonly cutPoints: JsonValue } | 'gone'>;
  /** How many changes the run staged. */
  countStaged(runId: number): Promise<number>;
  /** Sends the staged changes on, under the run's token. Gives how many profiles the definition then has. Not called when there are none. */
  publish(run: Run): Promise<number>;
  /** Removes what a run staged; also of one that died while it staged. */
  discard(runId: number): Promise<void>;
  /** Runs of which something is in the stage. */
  staged(): Promise<readonly number[]>;
}
