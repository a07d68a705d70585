/** A stretch of a sentence: plain words, the name of something (an event, a trait), or a value that somebody chose. */
export interface Piece {
  readonly text: string;
  readonly as: 'word' | 'name' | 'value';
}

// Marks of a sentence under construction; private use characters, which no data mean anything by.
const marks = { name: '\uE000', value: '\uE001', end: '\uE002' } as const;
const clean = (text: string): string => text.replaceAll(/[\uE000-\uE002]/g, '');

export const asName = (text: string): string => `${marks.name}${clean(text)}${marks.end}`;
export const asValue = (text: string): string => `${marks.value}${clean(text)}${marks.end}`;

/** The stretches of a marked sentence. */
export function piecesOf(marked: string): readonly Piece[] {
  return [...marked.matchAll(/\uE000([^\uE002]*)\uE002|\uE001([^\uE002]*)\uE002|([^\uE000\uE001\uE002]+)/g)].flatMap(
    ([, name, value, word]): readonly Piece[] => {
      if (name !== undefined) return [{ text: name, as: 'name' }];
      return value === undefined ? [{ text: word ?? '', as: 'word' }] : [{ text: value, as: 'value' }];
    },
  );
}

export const plainText = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');
