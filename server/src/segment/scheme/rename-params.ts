import type { Compiled } from '#compile';

/** The same query with its parameters renamed, so that several can stand in one statement. Nothing that people wrote stands in the text of a query. */
export const renamed = ({ sql, params }: Compiled, prefix: string): Compiled => ({
  sql: sql.replaceAll(/\{(\w+):/g, (found, name: string) => (name in params ? `{${prefix}${name}:` : found)),
  params: Object.fromEntries(Object.entries(params).map(([name, value]) => [`${prefix}${name}`, value])),
});
