import { expect, it } from 'vitest';
import { combined } from './combine.ts';

it('keeps the parameters of several queries apart', () => {
  const query = { sql: 'SELECT profile_id FROM t WHERE a = {p1:String} AND b = {p12:UInt64}', params: { p1: 'x', p12: 3 } };
  expect(combined([query, query], ([a, b]) => `${a} UNION ALL ${b}`, { own: 1 })).toEqual({
    sql: 'SELECT profile_id FROM t WHERE a = {q0_p1:String} AND b = {q0_p12:UInt64} UNION ALL SELECT profile_id FROM t WHERE a = {q1_p1:String} AND b = {q1_p12:UInt64}',
    params: { own: 1, q0_p1: 'x', q0_p12: 3, q1_p1: 'x', q1_p12: 3 },
  });
});

it('can be nested', () => {
  const query = { sql: 'SELECT {p1:String}', params: { p1: 'x' } };
  const inner = combined([query], ([text]) => `${text} + {own:UInt8}`, { own: 1 });
  expect(combined([inner, query], (texts) => texts.join(' '))).toEqual({
    sql: 'SELECT {q0_q0_p1:String} + {q0_own:UInt8} SELECT {q1_p1:String}',
    params: { q0_q0_p1: 'x', q0_own: 1, q1_p1: 'x' },
  });
});

it('leaves what only looks like a parameter inside names and texts as it is', () => {
  const sql = "SELECT `a.{p1:String}`, '{p1:String} it''s \\' {p2:x}', {p1:String}";
  expect(combined([{ sql, params: { p1: 1 } }], ([text]) => text ?? '').sql).toBe("SELECT `a.{p1:String}`, '{p1:String} it''s \\' {p2:x}', {q0_p1:String}");
});
