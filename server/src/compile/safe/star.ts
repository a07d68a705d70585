import { isName, isSign, isWord, type Token } from './tokens.ts';

/** What may stand before a star that multiplies. */
const isOperand = (token: Token | undefined): boolean =>
  token?.kind === 'number' || isSign(token, ')') || isSign(token, ']') || (token !== undefined && isName(token) && !isWord(token, 'select', 'distinct', 'all'));

/** What may stand behind one. */
const isFactor = (token: Token | undefined): boolean =>
  token?.kind === 'number' || isSign(token, '(') || (token !== undefined && isName(token) && !isWord(token, 'from', 'except', 'replace', 'apply', 'as'));

/**
 * Whether a statement may read columns that it does not name: there is a star that neither certainly multiplies nor counts rows, `count(*)`.
 * In doubt it may: then all columns are there, which costs time and nothing else.
 */
export const readsAnyColumn = (tokens: readonly Token[]): boolean =>
  tokens.some((token, at) => {
    if (!isSign(token, '*')) return false;
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    const isCount = isSign(before, '(') && isSign(after, ')') && isWord(tokens[at - 2], 'count');
    // `DISTINCT ON (a) * ` and `(SELECT 1) * 2` begin alike; only what follows tells them apart.
    return !(isCount || (isOperand(before) && isFactor(after)));
  });
