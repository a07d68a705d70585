const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);

/** Markup that is safe to put into a page as it is. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = string | number | Markup | readonly Markup[];

const pieceText = (piece: Piece): string => {
  if (piece instanceof Markup) return piece.text;
  return typeof piece === 'string' || typeof piece === 'number' ? escapeHtml(String(piece)) : piece.map(({ text }) => text).join('');
};

/** A template whose values are escaped, unless they are markup themselves. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(strings.map((text, index) => `${text}${index < pieces.length ? pieceText(pieces[index] ?? '') : ''}`).join(''));
