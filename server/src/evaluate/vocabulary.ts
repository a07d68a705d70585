import type { DefinitionNames, KnownNames, ListIds, TagShape, Vocabulary } from '#compile';
import type { FaultDetail, OwnHoliday } from '#kernel';

/**
 * What rules may name, asked of the stages that own it. Declared here, implemented by tag and segment (which evaluate cannot know), and
 * wired by entry.
 */
export interface DefinitionLookup {
  /** Every tag of the workspace by key. */
  tags(workspace: number): Promise<ReadonlyMap<string, TagShape>>;
  /** Every segment's rule, in its wire form, by key. */
  segments(workspace: number): Promise<ReadonlyMap<string, unknown>>;
  /** Every list of people by key. */
  lists(workspace: number): Promise<ListIds>;
  /** The brand's own holidays, by name. */
  holidays?(workspace: number): Promise<ReadonlyMap<string, OwnHoliday>>;
  /** What all of these are called; without it sentences say their keys. */
  names?(workspace: number): Promise<Record<keyof DefinitionNames, readonly Named[]>>;
}

interface Named {
  readonly key: string;
  /** '' for none. */
  readonly name: string;
}

/** By key what sentences say: the name, with the key behind it where several have the same name. */
function spoken(definitions: readonly Named[]): ReadonlyMap<string, string> {
  const often = new Map<string, number>();
  for (const { name } of definitions) often.set(name, (often.get(name) ?? 0) + 1);
  const named = definitions.filter(({ name }) => name.trim() !== '');
  return new Map(named.map(({ key, name }) => [key, often.get(name) === 1 ? name : `${name} (${key})`]));
}

/** `self`: the segment whose rule is about to be read. */
export async function readVocabulary(lookup: DefinitionLookup, workspace: number, self?: string): Promise<Vocabulary> {
  const [tags, segments, lists, found, holidays] = await Promise.all([
    lookup.tags(workspace),
    lookup.segments(workspace),
    lookup.lists(workspace),
    lookup.names?.(workspace),
    lookup.holidays?.(workspace),
  ]);
  const names = found === undefined ? {} : { names: { tags: spoken(found.tags), segments: spoken(found.segments), lists: spoken(found.lists) } };
  return { tags, segments, lists, ...(holidays === undefined ? {} : { holidays }), ...names, ...(self === undefined ? {} : { self }) };
}

/** The vocabulary for a rule that people are writing: with what the data names, at most that old, so that they can be warned. */
async function readWritersVocabulary(
  { lookup, knownNames }: { readonly lookup: DefinitionLookup; knownNames?(workspace: number, maxAgeMs?: number): Promise<KnownNames> },
  workspace: number,
  maxAgeMs?: number,
): Promise<Vocabulary> {
  const [vocabulary, known] = await Promise.all([readVocabulary(lookup, workspace), knownNames?.(workspace, maxAgeMs)]);
  return known === undefined ? vocabulary : { ...vocabulary, known };
}

/**
 * Reads what somebody wrote with the names that the data has. Nobody is warned of what has arrived since those were read: before there are warnings
 * they are read anew. `self`: the segment whose rule it is.
 */
export async function readAsWritten<T extends { readonly warnings: readonly FaultDetail[] }>(
  deps: Parameters<typeof readWritersVocabulary>[0],
  workspace: number,
  read: (vocabulary: Vocabulary) => T,
  self?: string,
): Promise<{ readonly read: T; readonly vocabulary: Vocabulary }> {
  const withSelf = (vocabulary: Vocabulary): Vocabulary => (self === undefined ? vocabulary : { ...vocabulary, self });
  const usual = withSelf(await readWritersVocabulary(deps, workspace));
  const first = read(usual);
  if (first.warnings.length === 0) return { read: first, vocabulary: usual };
  const fresh = withSelf(await readWritersVocabulary(deps, workspace, 0));
  return { read: read(fresh), vocabulary: fresh };
}
