import type { JsonValue } from '#kernel';
import type { QueryCost } from '#platform';
import type { DefinitionKind, Run } from './types.ts';

/** What a run staged. */
export interface StagedCount {
  readonly changed: number;
  /** Of them, profiles that are in (have a value) now; all there are, when there was nothing before. */
  readonly present: number;
}

/** Runs of one group that a shared statement has evaluated, all of one workspace and moment. */
export interface GroupStage {
  /** The parameter `{found:UInt64}` of `groupTables`. */
  readonly found: number;
  readonly runs: readonly Run[];
  /** What the statement took for all of them. */
  readonly spent: QueryCost;
}

/**
 * How one kind of definition is computed; implemented by its owner. The steps are called in this order, each possibly again after a
 * crash. Only staging evaluates anything, and a run is staged once: afterwards its changes are fixed, and publishing them twice changes nothing.
 */
export interface Executor {
  readonly kind: DefinitionKind;
  /** Writes what differs from what is stored into the stage, under the run's id. 'gone': the definition was deleted meanwhile. */
  stage(run: Run, signal: AbortSignal): Promise<{ readonly cutPoints: JsonValue } | 'gone'>;
  /** The same of many runs at once, from what `groupTables` holds of them. */
  stageTogether(staged: GroupStage, signal: AbortSignal): Promise<void>;
  /** What each run of a group staged; those that staged nothing are missing. */
  countStaged(group: number): Promise<ReadonlyMap<number, StagedCount>>;
  /** Sends the staged changes of a group's runs on by one insert, under the group's token. Not called when there are none. */
  publish(group: number, runs: readonly Run[]): Promise<void>;
  /** How many profiles each of these definitions of a workspace has; those with none are missing. */
  countMembers(workspace: number, definitionIds: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** Removes what groups of runs staged; also of those that died while they staged. */
  discard(groups: readonly number[]): Promise<void>;
  /** Groups of which something is in the stage. */
  staged(): Promise<readonly number[]>;
}
