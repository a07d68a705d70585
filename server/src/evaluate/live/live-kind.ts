import type { AskedColumn, EvaluationContext, TimeEdges, Vocabulary } from '#compile';
import type { DefinitionKind, Node, Run } from '../types.ts';

/** A definition as the shared statement evaluates it: the columns it asks for, and what it makes of them. */
export interface LiveForm {
  readonly columns: Readonly<Record<string, AskedColumn>>;
  /** SQL over the columns: whether the profile is in (has a value), and its value. */
  readonly result: (names: ResultNames) => LiveResult;
  readonly edges: TimeEdges;
  /** Names of the events it reads; '*' is any. */
  readonly events: readonly string[];
  /** Attributes of products or accounts: when those change, nothing says whom it concerns. */
  readonly readsEntities: boolean;
}

interface ResultNames {
  /** The full name of a column. */
  column(name: string): string;
  /** A text of the definition, as a parameter. */
  text(value: string): string;
}

interface LiveResult {
  /** UInt8 */
  readonly isKnown: string;
  /** String, read where it is known; segments have none. */
  readonly text?: string;
  /** Array(String), of tags whose values are lists: those have no text. */
  readonly items?: string;
}

/** Or why it cannot be evaluated profile by profile. */
export interface Unfit {
  readonly obstacle: string;
}

/** One value that differs from what is stored. */
export interface Difference {
  readonly definition: number;
  readonly profile: number;
  /** It was in (had a value) before, and is (has) now. */
  readonly before: boolean;
  readonly now: boolean;
  readonly text: string;
  readonly items: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

/** A difference on its way out. */
export interface LiveChange extends Difference {
  /** Why: data, merge, tag, time, reconciled. */
  readonly cause: string;
}

/** Runs of a definition after one and up to another. */
export interface RunRange {
  readonly definition: number;
  readonly after: number;
  readonly upTo: number;
}

export interface Published {
  readonly tick: number;
  readonly workspace: number;
  /** Milliseconds. */
  readonly at: number;
  readonly changes: readonly LiveChange[];
}

/** How one kind of definition takes part in ticks; implemented by its owner. */
export interface LiveKind {
  readonly kind: DefinitionKind;
  /** The forms of these definitions, by id; those that are gone are missing. */
  load(nodes: readonly Node[], vocabulary: Vocabulary, context: EvaluationContext): Promise<ReadonlyMap<number, LiveForm | Unfit>>;
  /** Where table `live_result` and what is stored differ, of these definitions and of the profiles in `live_scope`. */
  differences(workspace: number, definitions: readonly number[]): Promise<readonly Difference[]>;
  /** Sends changes to where this kind's values live, under the tick's number as token. May be repeated with the same changes. */
  publish(published: Published): Promise<void>;
  /** Whose values changed in these runs of these definitions, at most `limit` of them. */
  changedIn(workspace: number, ranges: readonly RunRange[], limit: number): Promise<readonly number[]>;
  /** What runs in full have staged, before it is discarded, by run. */
  staged(runs: readonly Run[]): Promise<ReadonlyMap<number, readonly LiveChange[]>>;
  /** What subscribers are told of a change; `at` is ISO 8601. */
  announce(change: LiveChange, at: string): object;
}
