import { type EvaluationContext, type KnownNames, type ListPaths, parseSegments, type TraitColumn, type ViewMask, type Vocabulary } from '#compile';
import type { Clock } from '#kernel';
import { type DefinitionLookup, readVocabulary } from './vocabulary.ts';

/** What every evaluation asks of other modules; wired by entry. */
export interface EvaluationDeps {
  readonly clock: Clock;
  readonly lookup: DefinitionLookup;
  /** The zone in which the workspace's days begin (IANA). */
  timezoneOf(workspace: number): Promise<string>;
  /** Whether merges wait for their squash, so that profile ids of events must be mapped. */
  hasAliases(): Promise<boolean>;
  /** Under which paths some row holds a list of scalars; makes conditions on plain paths cheaper. */
  listPaths(): Promise<ListPaths>;
  /** What the data of a workspace names, at most that old, for warnings of rules that people write; without it nobody is warned. */
  knownNames?(workspace: number, maxAgeMs?: number): Promise<KnownNames>;
  /** How the statements of SQL tags read personal data: what they give is seen by people who may not see those. */
  maskOf?(workspace: number): ViewMask;
  /** Typed columns of the mirror, by trait. */
  traitColumns(): Promise<ReadonlyMap<string, TraitColumn>>;
}

/** The context for rules as of a moment (milliseconds; by default the present). A vocabulary that is already at hand is used. */
export async function contextAt(deps: EvaluationDeps, workspace: number, at?: number, known?: Vocabulary): Promise<EvaluationContext> {
  const [vocabulary, timezone, hasAliases, listPaths, traitColumns] = await Promise.all([
    known ?? readVocabulary(deps.lookup, workspace),
    deps.timezoneOf(workspace),
    deps.hasAliases(),
    deps.listPaths(),
    deps.traitColumns(),
  ]);
  const now = deps.clock.now();
  const maskOf = deps.maskOf?.bind(deps);
  return {
    workspace,
    timezone,
    at: at ?? now,
    now: at === undefined || at === now,
    hasAliases,
    tags: vocabulary.tags,
    segments: parseSegments(vocabulary),
    ...(vocabulary.lists === undefined ? {} : { lists: vocabulary.lists }),
    listPaths,
    traitColumns,
    ...(maskOf === undefined ? {} : { mask: () => maskOf(workspace) }),
  };
}
