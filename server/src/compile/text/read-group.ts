import { textFault } from './tokens.ts';
import type { Reader } from './reader.ts';
import { continuations } from './words.ts';

type Group<T> = { readonly all: readonly T[] } | { readonly any: readonly T[] };

/** Parts joined by "and" or by "or"; never both without brackets, because then people read different things. */
export function readJoined<T extends object>(reader: Reader, readPart: () => T): T | Group<T> {
  const first = readPart();
  const joiner = reader.isWord('and') ? 'and' : reader.isWord('or') ? 'or' : undefined;
  if (joiner === undefined) return first;
  const parts = [first];
  while (reader.takeWords(joiner)) parts.push(readPart());
  const other = joiner === 'and' ? 'or' : 'and';
  if (reader.isWord(other))
    throw textFault(reader.peek().place, `"${other}" after "${joiner}" needs brackets that say what belongs together`, '(… and …) or …');
  return joiner === 'and' ? { all: parts } : { any: parts };
}

/** all (…) and any (…) with no part or one, which "and" and "or" cannot say. */
export function takeGroup<T extends object>(reader: Reader, readJoinedPart: () => T): Group<T> | undefined {
  const kind = reader.isWord('all') ? 'all' : reader.isWord('any') ? 'any' : undefined;
  if (kind === undefined || !reader.isSign('(', 1)) return undefined;
  reader.word(kind);
  const parts = readBracketed(reader, () => (reader.isSign(')') ? [] : [readJoinedPart()]));
  return kind === 'all' ? { all: parts } : { any: parts };
}

export function readBracketed<T>(reader: Reader, read: () => T): T {
  return reader.deeper(() => {
    reader.sign('(');
    const inner = read();
    if (!reader.takeSign(')')) throw reader.fault('"and", "or" or a closing bracket', continuations);
    return inner;
  });
}
