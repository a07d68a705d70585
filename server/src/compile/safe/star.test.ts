import { expect, it } from 'vitest';
import { readsAnyColumn } from './star.ts';
import { tokensOf } from './tokens.ts';

const asked = (sql: string): boolean => {
  const tokens = tokensOf(sql);
  if ('message' in tokens) throw new Error(tokens.message);
  return readsAnyColumn(tokens);
};

it.each([
  'SELECT * FROM events',
  'SELECT a, * FROM events',
  'SELECT DISTINCT * FROM events',
  'SELECT e.* FROM events AS e',
  'SELECT * EXCEPT (a) FROM events',
  'SELECT a * FROM events',
  'SELECT DISTINCT ON (a) * FROM events',
  'SELECT DISTINCT ON (a) *, b FROM events',
  'SELECT DISTINCT ON (a) * EXCEPT (b) FROM events',
  'SELECT tuple(*) FROM events',
  'SELECT a FROM (SELECT * FROM events)',
  'SELECT name FROM events WHERE (profile_id) IN (SELECT * FROM others)',
])('%s may read any column', (sql) => {
  expect(asked(sql)).toBe(true);
});

it.each([
  'SELECT count(*) FROM events',
  'SELECT count() FROM events',
  'SELECT price * quantity FROM events',
  'SELECT (a + b) * 2 FROM events',
  'SELECT a[1] * (b) FROM events',
  'SELECT 2 * `a b` FROM events',
  'SELECT name FROM events',
])('%s reads what it names', (sql) => {
  expect(asked(sql)).toBe(false);
});
