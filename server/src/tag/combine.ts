import type { Compiled } from '#compile';

/** Quoted parts of SQL text, in which nothing is a parameter, and the parameters between them. */
const tokens = /`(?:[^`\\]|\\.|``)*`|'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|\{(\w+):/g;

/** The same query with its parameters named `<prefix>p1`…, so that several can stand in one statement. */
function prefixed({ sql, params }: Compiled, prefix: string): Compiled {
  return {
    sql: sql.replaceAll(tokens, (token, name: string | undefined) => (name === undefined || !(name in params) ? token : `{${prefix}${name}:`)),
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [`${prefix}${name}`, value])),
  };
}

/** One statement from several: `write` gets their texts in order. */
export function combined(parts: readonly Compiled[], write: (texts: readonly string[]) => string, params: Readonly<Record<string, unknown>> = {}): Compiled {
  const renamed = parts.map((part, index) => prefixed(part, `q${index}_`));
  return { sql: write(renamed.map(({ sql }) => sql)), params: renamed.reduce((all, part) => ({ ...all, ...part.params }), params) };
}
