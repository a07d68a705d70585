import type { JsonValue } from '#kernel';

/**
 * What later stages know about profiles. They come after this one, so they are handed in: entry wires tag and segment to it.
 * Profiles that have nothing may be missing from the maps.
 */
export interface ProfileResults {
  /** Current tag values by key, with their types. */
  tagsOf(workspace: number, ids: readonly number[]): Promise<ReadonlyMap<number, Readonly<Record<string, JsonValue>>>>;
  /** Keys of the segments each is a member of now. */
  segmentsOf(workspace: number, ids: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>>;
}

export const noResults: ProfileResults = {
  tagsOf: async () => new Map(),
  segmentsOf: async () => new Map(),
};
