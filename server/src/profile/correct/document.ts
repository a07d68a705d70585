import type { TraitAssertion } from '#clean';
import { type AssertedTraits, assertTraits, type StoredTrait, type TraitDocument } from '../traits.ts';

/** What one message says now, and the paths of which it says nothing any more. */
export interface CorrectedTraits extends AssertedTraits {
  readonly gone: readonly string[];
}

/**
 * The document as if the message had said this from the beginning: where its own word stands, the word is another; elsewhere it is weighed like any other. A word that it does not say any more goes;
 * what stood before it was not kept, and comes back with the next message that says it. Returns the same object when nothing changes.
 */
export function correctTraits(document: TraitDocument, { gone, ...said }: CorrectedTraits): TraitDocument {
  const isOwn = (standing: StoredTrait | undefined): standing is StoredTrait =>
    standing !== undefined && standing.m === said.messageId && standing.t === said.ts && standing.s === said.sourceId;
  const result = new Map(Object.entries(document));
  let isChanged = false;
  for (const path of gone) if (isOwn(result.get(path))) isChanged = result.delete(path) || isChanged;
  const others: TraitAssertion[] = [];
  for (const trait of said.traits) {
    const standing = result.get(trait.path);
    if (!isOwn(standing) || (standing.o === 1) !== (trait.isOnce === true)) others.push(trait);
    else if (JSON.stringify(standing.v) !== JSON.stringify(trait.value)) {
      result.set(trait.path, { ...standing, v: trait.value });
      isChanged = true;
    }
  }
  return assertTraits(isChanged ? Object.fromEntries(result) : document, [{ ...said, traits: others }]);
}
