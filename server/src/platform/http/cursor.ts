import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';
import { invalid } from '#kernel';

/** An opaque cursor: the sort key of a page's last item. Readable by nobody's contract, so its shape may change. */
export const encodeCursor = (key: readonly (string | number)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key in a cursor, checked against `schema`; a cursor that this server never gave is a DQ_INVALID fault. */
export function decodeCursor<Schema extends TSchema>(schema: Schema, cursor: string): Static<Schema> {
  const key = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Value.Check(schema, key))
    throw invalid('cursor is not one that this list gave', [{ path: '/query/cursor', code: 'DQ_CURSOR', message: 'use `next` of the page before, unchanged' }]);
  return key;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
