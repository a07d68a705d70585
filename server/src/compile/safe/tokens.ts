/** One piece of SQL as the engine's lexer cuts it, as far as the guard must know. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'sign' | 'parameter';
  /** Of a quoted name, what stands between the quotes; of a parameter, its name. */
  readonly text: string;
  /** Where it begins. */
  readonly place: number;
  /** On which line, from 0. */
  readonly line: number;
  /** Of a parameter, its type as people write it. */
  readonly type?: string;
}

export interface Refusal {
  readonly place: number;
  readonly message: string;
}

/**
 * Everything a statement may be made of. What is not here is refused rather than guessed at: `;`, the engine's parameters {…}, heredocs $…$,
 * quotation marks beyond ASCII (the engine reads ‘…’ and “…” as quotes), and escapes inside quoted names. Comments are left out, so the engine never
 * sees one. `{{name:Type}}` is a value that is bound.
 */
const pieces =
  /(?<space>[ \t\r\n]+|--[^\n]*|\/\*[^]*?\*\/)|(?<parameter>\{\{[ ]*[A-Za-z_][A-Za-z0-9_]*[ ]*:[ ]*[A-Za-z]+[ ]*\}\})|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<text>'(?:[^'\\]|\\.|'')*')|(?<quoted>`[^`\\]+`|"[^"\\]+")|(?<sign><=>|::|->|<=|>=|<>|!=|==|\|\||\.:|[-+*/%=<>(),.?:[\]])/suy;

const kinds = ['parameter', 'word', 'number', 'text', 'quoted', 'sign'] as const;

/** Cuts SQL into tokens; a refusal where something stands that does not belong there. One `;` at the end is overlooked. */
export function tokensOf(sql: string): readonly Token[] | Refusal {
  const control = /[^\P{Cc}\t\n\r]/u.exec(sql);
  if (control !== null) return { place: control.index, message: 'control characters are not allowed' };
  const text = sql.replace(/[;\s]+$/, '');
  const tokens: Token[] = [];
  let place = 0;
  let line = 0;
  while (place < text.length) {
    pieces.lastIndex = place;
    const groups = pieces.exec(text)?.groups;
    const kind = kinds.find((each) => groups?.[each] !== undefined);
    const found = groups?.[kind ?? 'space'];
    if (found === undefined) return { place, message: `${JSON.stringify(text.slice(place, place + 10))} cannot be part of the SQL` };
    const comment = text.slice(place, place + 2);
    if (kind === 'sign' && comment === '/*') return { place, message: 'a comment is not closed' };
    if (kind !== undefined) tokens.push(tokenOf(kind, found, place, line));
    place += found.length;
    line += found.split('\n').length - 1;
  }
  return tokens;
}

function tokenOf(kind: Token['kind'], found: string, place: number, line: number): Token {
  if (kind === 'quoted') return { kind, text: found.slice(1, -1), place, line };
  if (kind !== 'parameter') return { kind, text: found, place, line };
  const [name = '', type = ''] = found
    .slice(2, -2)
    .split(':')
    .map((part) => part.trim());
  return { kind, text: name, place, line, type };
}

export const isSign = (token: Token | undefined, text: string): boolean => token?.kind === 'sign' && token.text === text;
export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean => token?.kind === 'word' && words.includes(token.text.toLowerCase());
export const isName = (token: Token | undefined): token is Token => token?.kind === 'word' || token?.kind === 'quoted';
