declare global {
  interface JSON {
    /** The reviver's third argument tells a primitive's text in the source (ECMAScript proposal, in V8 since Node 21). */
    parse(text: string, reviver: (this: unknown, name: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
  }
}

/** A value with sixteen digits or a large exponent: only then may a number be more than a double can say. Texts may match too; that only costs time. */
const MAY_HOLD_LONG_NUMBER = /[:[,]\s*-?(?:\d{16}|[\d.]+[eE]\+?\d{3})/;

/**
 * JSON in which no number loses a digit: an integer beyond 2^53 and a number beyond the doubles become their exact text. Ids of 64 bits
 * are common outside JavaScript, and two customers whose ids round to one double would become one profile.
 * Undefined when the text is not JSON.
 */
export function parseExactly(text: string): unknown {
  const value = parseJson(text);
  return value !== undefined && MAY_HOLD_LONG_NUMBER.test(text) ? (tryParse(() => JSON.parse(text, keepDigits)) ?? value) : value;
}

/** Undefined when the text is not JSON (JSON itself has no undefined). */
export const parseJson = (text: string): unknown => tryParse((): unknown => JSON.parse(text));

const keepDigits = (_name: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === 'number' && source !== undefined && isInexact(value, source) ? source : value;

const isInexact = (value: number, source: string): boolean =>
  !Number.isFinite(value) || (!Number.isSafeInteger(value) && /^-?\d{16,}$/.test(source) && String(value) !== source);

/** Both ways of failing are answers here: bad syntax, and nesting so deep that the reviver runs out of stack. */
function tryParse(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
