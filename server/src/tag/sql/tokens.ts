/** One piece of SQL as the engine's lexer cuts it, as far as the guard must know. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'sign';
  /** Of a quoted name, what stands between the quotes. */
  readonly text: string;
  /** Where it begins. */
  readonly place: number;
}

export interface Refusal {
  readonly place: number;
  readonly message: string;
}

/**
 * Everything a statement may be made of. What is not here is refused rather than guessed at: comments, `;`, parameters {…}, heredocs $…$, quotation
 * marks beyond ASCII (the engine reads ‘…’ and “…” as quotes), and escapes inside quoted names.
 */
const pieces =
  /(?<space>[ \t\r\n]+)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<text>'(?:[^'\\]|\\.|'')*')|(?<quoted>`[^`\\]+`|"[^"\\]+")|(?<sign><=>|::|->|<=|>=|<>|!=|==|\|\||\.:|[-+*/%=<>(),.?:[\]])/suy;

/** Cuts SQL into tokens; a refusal where something stands that does not belong there. */
export function tokensOf(sql: string): readonly Token[] | Refusal {
  const control = /[^\P{Cc}\t\n\r]/u.exec(sql);
  if (control !== null) return { place: control.index, message: 'control characters are not allowed' };
  const tokens: Token[] = [];
  let place = 0;
  while (place < sql.length) {
    pieces.lastIndex = place;
    const groups = pieces.exec(sql)?.groups;
    if (groups === undefined) return { place, message: `${JSON.stringify(sql.slice(place, place + 10))} cannot be part of a tag’s SQL` };
    const found = Object.entries(groups).find(([, text]) => text !== undefined);
    const [kind, text] = [found?.[0], found?.[1] ?? ''];
    const comment = sql.slice(place, place + 2);
    if (kind === 'sign' && (comment === '--' || comment === '/*')) return { place, message: 'comments are not allowed' };
    if (kind === 'word' || kind === 'number' || kind === 'text' || kind === 'sign') tokens.push({ kind, text, place });
    else if (kind === 'quoted') tokens.push({ kind, text: text.slice(1, -1), place });
    place += text.length;
  }
  return tokens;
}
