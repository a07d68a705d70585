/** Where the value behind a JSON Pointer begins in a JSON text, as an offset; the deepest one on the way that is there. */
export function locate(text: string, pointer: string): number {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let at = skip(text, 0);
  for (const step of steps) {
    const next = text[at] === '{' ? memberAt(text, at, step) : text[at] === '[' ? elementAt(text, at, Number(step)) : null;
    if (next === null) return at;
    at = next;
  }
  return at;
}

/** Line and column, both from 1. */
export function lineOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n').slice(0, line - 1);
  return Math.min(text.length, lines.reduce((sum, each) => sum + each.length + 1, 0) + column - 1);
}

const skip = (text: string, from: number): number => from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);

function memberAt(text: string, from: number, name: string): number | null {
  let at = skip(text, from + 1);
  while (text[at] === '"') {
    const end = stringEnd(text, at);
    const value = skip(text, skip(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === name) return value;
    at = skip(text, valueEnd(text, value));
    if (text[at] === ',') at = skip(text, at + 1);
  }
  return null;
}

function elementAt(text: string, from: number, index: number): number | null {
  let at = skip(text, from + 1);
  for (let n = 0; at < text.length && text[at] !== ']'; n++) {
    if (n === index) return at;
    at = skip(text, valueEnd(text, at));
    if (text[at] === ',') at = skip(text, at + 1);
  }
  return null;
}

function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function valueEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"') at = stringEnd(text, at) - 1;
    else if ('{['.includes(character)) depth++;
    else if ('}]'.includes(character)) depth--;
    if (depth < 0) return at;
    const next = text[at + 1] ?? '';
    if (depth === 0 && (next === '' || ',}] \n\r\t'.includes(next))) return at + 1;
  }
  return text.length;
}
