import { describe, expect, it } from 'vitest';
import { sqlFaults } from './guard.ts';

const forbidden = {
  databases: new Set(['system', 'information_schema', 'danqing', 'default', 'test_x']),
  tables: new Set(['event', 'profile', 'tag_value', 'profile_alias_map', 'trait_change']),
};
const messages = (sql: string): readonly string[] => sqlFaults(sql, forbidden).map(({ message }) => message);

describe('SQL of a tag may', () => {
  it.each([
    `SELECT profile_id, count() AS value FROM events WHERE name = 'Order Completed' GROUP BY profile_id`,
    `WITH spent AS (SELECT profile_id, sum(revenue) AS total FROM events GROUP BY profile_id)
     SELECT profile_id, multiIf(total > 100, 'high', total > 10, 'middle', 'low') AS value FROM spent`,
    `select profile_id, traits.city.:String as value from profiles where traits.city.:String != '上海; DROP TABLE -- it''s \\' not'`,
    `SELECT e.profile_id, argMaxIf(e.properties.\`products[]\`.sku, e.ts, e.revenue >= 1e3)::Array(String) AS value FROM events AS e SEMI JOIN profiles AS p ON p.profile_id = e.profile_id GROUP BY 1`,
    `SELECT profile_id, dateDiff('day', max(ts), (SELECT at FROM moment)) AS "值" FROM events GROUP BY profile_id HAVING count(*) > 1 ORDER BY profile_id LIMIT 10`,
    `SELECT profile_id, properties.format.:String AS value FROM events`,
  ])('be %s', (sql) => {
    expect(messages(sql)).toEqual([]);
  });
});

describe('SQL of a tag may not', () => {
  it.each([
    ['tables of the engine', 'SELECT profile_id, 1 AS value FROM system.tables'],
    ['them in quotes', 'SELECT 1 FROM `system`.`tables`'],
    ['them in double quotes, with space around the dot', 'SELECT 1 FROM "SYSTEM" . "tables"'],
    ['the schema of everything', 'SELECT 1 FROM information_schema.columns'],
    ['tables of this database by their name', 'SELECT profile_id, text AS value FROM tag_value'],
    ['them behind IN, where the engine takes a name for a table', 'SELECT 1 FROM profiles WHERE profile_id IN profile'],
    ['them qualified', 'SELECT 1 FROM danqing.event'],
    ['them in quotes and capitals', 'SELECT 1 FROM `Event`'],
    ['a name of a subquery that hides a table', 'WITH event AS (SELECT 1) SELECT 1 FROM event'],
    ['dictionaries', `SELECT dictGet('danqing.profile_alias_map', 'root_id', 1) AS value, 1 AS profile_id`],
    ['Join tables', `SELECT joinGet('danqing.profile_stage', 'traits', 1)`],
    ['files', `SELECT * FROM file('/etc/passwd', 'LineAsString')`],
    ['files by a quoted name', 'SELECT * FROM "/etc/passwd"'],
    ['files by a text', `SELECT * FROM 'passwd.csv'`],
    ['addresses', `SELECT * FROM url('http://169.254.169.254/', 'CSV')`],
    ['addresses through a quoted function', `SELECT * FROM \`url\` ('http://localhost', 'CSV')`],
    ['other servers', `SELECT * FROM remote('127.0.0.1', system, one)`],
    ['several tables at once', `SELECT * FROM merge('danqing', '.*')`],
    ['other engines', `SELECT * FROM postgresql('localhost:5432', 'danqing', 'x', 'u', 'p')`],
    ['programs', `SELECT * FROM executable('id', 'TSV', 'x String')`],
    ['rows out of nothing', 'SELECT number AS profile_id, 1 AS value FROM numbers(1000000000000)'],
    ['settings', 'SELECT 1 FROM profiles SETTINGS max_memory_usage = 0'],
    ['settings of a part', 'SELECT 1 FROM (SELECT 1 FROM profiles SETTINGS readonly = 0)'],
    ['reading settings', `SELECT getSetting('readonly')`],
    ['who and where it is', 'SELECT currentUser(), hostName(), version()'],
    ['waiting', 'SELECT sleep(3)'],
    ['chance and the present', 'SELECT rand(), now()'],
    ['a second statement', 'SELECT 1; DROP TABLE event'],
    ['another statement', 'INSERT INTO event SELECT 1'],
    ['writing to a file', `SELECT 1 FROM profiles INTO OUTFILE '/tmp/x'`],
    ['another format', 'SELECT 1 FROM profiles FORMAT Native'],
    ['parameters', 'SELECT 1 FROM {table:Identifier}'],
    ['comments', 'SELECT 1 FROM /* here */ profiles'],
    ['comments to the end', 'SELECT 1 FROM profiles -- )'],
    ['closing what it did not open', 'SELECT 1 FROM profiles) UNION ALL SELECT 1 FROM (SELECT 2'],
    ['leaving something open', `SELECT 1 FROM (SELECT 1`],
    ['quotation marks that only the engine knows', 'SELECT 1 FROM “system”.“tables”'],
    ['heredocs', 'SELECT $a$ text $a$'],
    ['escapes in names', 'SELECT 1 FROM `\\x73ystem`.tables'],
    ['a text that does not end', `SELECT 'abc`],
    ['control characters', 'SELECT 1\u0000FROM profiles'],
    ['explaining', 'SELECT * FROM (EXPLAIN SELECT 1)'],
    ['access to internal columns by pattern', `SELECT COLUMNS('.*') FROM profiles`],
    ['nothing', '   '],
  ])('use %s', (_what, sql) => {
    expect(messages(sql)).not.toEqual([]);
  });

  it('says what is wrong and where', () => {
    expect(sqlFaults('SELECT sleep(1) FROM system.one', forbidden)).toEqual([
      { path: '/definition/sql', code: 'DQ_SQL_NOT_ALLOWED', message: 'at character 8: the function sleep cannot be used in a tag’s SQL' },
      { path: '/definition/sql', code: 'DQ_SQL_NOT_ALLOWED', message: 'at character 22: SYSTEM cannot be part of a tag’s SQL' },
    ]);
  });
});
