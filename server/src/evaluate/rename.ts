import { invalid } from '#kernel';

/** A key is how other definitions name this one: it stays. */
export function refuseRename(key: string, named: string | undefined): void {
  if (named !== undefined && named !== key)
    throw invalid('a key cannot be changed', [{ path: '/key', code: 'DQ_NOT_ALLOWED', message: `must stay ${JSON.stringify(key)}` }]);
}
