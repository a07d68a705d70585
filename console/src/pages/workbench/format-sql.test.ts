import { describe, expect, it } from 'vitest';
import { formatSql } from './format-sql.ts';
import { parametersOf, usedValues } from './parameters.ts';

describe('SQL is set out', () => {
  it('with a line for each clause and statements in parentheses set in', () => {
    expect(
      formatSql(
        `select a, sum(b) as total from (select * from events where name = 'a  and b' and ts > 1) as e left join orders using profile_id group by a order by total desc limit 10`,
      ),
    ).toBe(
      [
        'SELECT a,',
        '  sum(b) AS total',
        'FROM (',
        '  SELECT *',
        '  FROM events',
        `  WHERE name = 'a  and b'`,
        '    AND ts > 1',
        ') AS e',
        'LEFT JOIN orders USING profile_id',
        'GROUP BY a',
        'ORDER BY total DESC',
        'LIMIT 10',
      ].join('\n'),
    );
  });

  it('the same when it is set out again, with comments, values and names as they were', () => {
    const sql = formatSql("select traits.`城 市`, x::Nullable(Float64) -- what for\nfrom profiles where city in ({{cities:Strings}}) and left(a, 2) = 'x'");
    expect(formatSql(sql)).toBe(sql);
    for (const kept of ['traits.`城 市`', '-- what for\n', '{{cities:Strings}}', 'left(a, 2)']) expect(sql).toContain(kept);
  });
});

describe('the values of a statement', () => {
  it('are those that it names, each once, of the types that there are', () => {
    expect(parametersOf('{{a:Date}} {{ b : String }} {{a:Date}} {{c:Table}}')).toEqual([
      { name: 'a', type: 'date' },
      { name: 'b', type: 'string' },
    ]);
    expect(usedValues('{{a:Date}}', { a: '2026-01-01', gone: 'x' })).toEqual({ a: '2026-01-01' });
  });
});
