import type { JsonValue } from '#kernel';
import { factsOf } from './facts.ts';
import { meaningsOf } from './meaning.ts';

const ofIdentifier = 'identifier:';

/** The kinds of identifier that a column may hold, by its heading and its cells; the likeliest first, none where nothing speaks for one. */
export function guessIdentifiers(heading: string, cells: readonly JsonValue[]): readonly string[] {
  const facts = factsOf(
    heading,
    0,
    cells.map((cell, index) => ({ number: index + 1, cells: [cell] })),
  );
  return meaningsOf(facts).flatMap(({ concept: { person = '' } }) => (person.startsWith(ofIdentifier) ? [person.slice(ofIdentifier.length)] : []));
}
