import { describe, expect, it } from 'vitest';
import { guardSql } from './guard.ts';
import { readStatement } from './statement.ts';
import { testForbidden } from './testing.ts';

const options = { forbidden: testForbidden, path: '/sql', takesParameters: true };
const messages = (sql: string): readonly string[] => {
  const read = readStatement(sql, options);
  return read.ok ? [] : read.faults.map(({ message }) => message);
};

describe('SQL may', () => {
  it.each([
    `SELECT profile_id, count() AS value FROM events WHERE name = 'Order Completed' GROUP BY profile_id`,
    `WITH spent AS (SELECT profile_id, sum(revenue) AS total FROM events GROUP BY profile_id)
     SELECT profile_id, multiIf(total > 100, 'high', total > 10, 'middle', 'low') AS value FROM spent`,
    `select profile_id, traits.city.:String as value from profiles where traits.city.:String != '上海; DROP TABLE -- it''s \\' not'`,
    `SELECT e.profile_id, argMaxIf(e.properties.\`products[]\`.sku, e.ts, e.revenue >= 1e3)::Array(String) AS value FROM events AS e SEMI JOIN profiles AS p ON p.profile_id = e.profile_id GROUP BY 1`,
    `SELECT profile_id, dateDiff('day', max(ts), (SELECT at FROM moment)) AS "值" FROM events GROUP BY profile_id HAVING count(*) > 1 ORDER BY profile_id LIMIT 10`,
    `SELECT profile_id, properties.format.:String AS value FROM events`,
    `-- what people bought\nSELECT count() /* all of them */ FROM orders;`,
    `SELECT count() FROM orders WHERE ts >= {{since:Date}} AND has({{cities: Strings}}, 'x')`,
    `SELECT toStartOfMonth(ts) AS month, sum(revenue), lagInFrame(sum(revenue)) OVER (ORDER BY month) FROM orders GROUP BY month ORDER BY month WITH FILL STEP INTERVAL 1 MONTH`,
    `SELECT CAST(traits.age AS Nullable(Float64)), CAST('1', 'Int64'), traits.age::Nullable(Int64) FROM profiles`,
    `SELECT * EXCEPT (type) FROM events WHERE ts > now() - INTERVAL 30 DAY UNION ALL SELECT * EXCEPT (type) FROM events`,
    `SELECT arrayJoin(arrayMap(x -> x * 2, [1, 2, 3])) AS n, tuple(1, 2).1`,
  ])('be %s', (sql) => {
    expect(messages(sql)).toEqual([]);
  });
});

const attacks = [
  ['tables of the engine', 'SELECT profile_id, 1 AS value FROM system.tables'],
  ['them in quotes', 'SELECT 1 FROM `system`.`tables`'],
  ['them in double quotes, with space around the dot', 'SELECT 1 FROM "SYSTEM" . "tables"'],
  ['them with a comment between', 'SELECT 1 FROM system/**/./**/tables'],
  ['the schema of everything', 'SELECT 1 FROM information_schema.columns'],
  ['tables of this database by their name', 'SELECT profile_id, text AS value FROM tag_value'],
  ['them behind IN, where the engine takes a name for a table', 'SELECT 1 FROM profiles WHERE profile_id IN profile'],
  ['them qualified', 'SELECT 1 FROM danqing.event'],
  ['them in quotes and capitals', 'SELECT 1 FROM `Event`'],
  ['them in a UNION', 'SELECT 1 UNION ALL SELECT text FROM tag_value'],
  ['them in a subselect of a condition', 'SELECT 1 FROM profiles WHERE EXISTS (SELECT 1 FROM event)'],
  ['them behind JOIN', 'SELECT 1 FROM profiles JOIN event_timeline USING profile_id'],
  ['them as a qualified column', 'SELECT event.workspace FROM events'],
  ['a name of a subquery that hides a table', 'WITH event AS (SELECT 1) SELECT 1 FROM event'],
  ['dictionaries', `SELECT dictGet('danqing.profile_alias_map', 'root_id', 1) AS value, 1 AS profile_id`],
  ['dictionaries by another function', `SELECT dictGetOrDefault('x', 'y', 1, 2)`],
  ['dictionaries as tables', `SELECT * FROM dictionary('profile_alias_map')`],
  ['Join tables', `SELECT joinGet('danqing.profile_stage', 'traits', 1)`],
  ['files', `SELECT * FROM file('/etc/passwd', 'LineAsString')`],
  ['files by a scalar function', `SELECT file('/etc/passwd')`],
  ['files by a quoted name', 'SELECT * FROM "/etc/passwd"'],
  ['files by a text', `SELECT * FROM 'passwd.csv'`],
  ['addresses', `SELECT * FROM url('http://169.254.169.254/', 'CSV')`],
  ['addresses through a quoted function', `SELECT * FROM \`url\` ('http://localhost', 'CSV')`],
  ['object stores', `SELECT * FROM s3('https://bucket/x.csv')`],
  ['other servers', `SELECT * FROM remote('127.0.0.1', system, one)`],
  ['other servers with a password', `SELECT * FROM remoteSecure('127.0.0.1', system, one)`],
  ['clusters', `SELECT * FROM cluster('default', system.one)`],
  ['all clusters', `SELECT * FROM clusterAllReplicas('default', system.one)`],
  ['several tables at once', `SELECT * FROM merge('danqing', '.*')`],
  ['views out of nothing', 'SELECT * FROM view(SELECT 1)'],
  ['loops', 'SELECT * FROM loop(profiles)'],
  ['the inside of tables', `SELECT * FROM mergeTreeIndex('danqing', 'event')`],
  ['inserted data', `SELECT * FROM input('x String')`],
  ['formats', `SELECT * FROM format(CSV, '1')`],
  ['values', `SELECT * FROM values('x String', 'a')`],
  ['generated rows', `SELECT * FROM generateRandom('x UInt64')`],
  ['series', `SELECT * FROM generateSeries(1, 1000000000000)`],
  ['zeros', 'SELECT * FROM zeros_mt(1000000000000)'],
  ['other engines', `SELECT * FROM postgresql('localhost:5432', 'danqing', 'x', 'u', 'p')`],
  ['other engines by another name', `SELECT * FROM mysql('localhost:3306', 'x', 'y', 'u', 'p')`],
  ['programs', `SELECT * FROM executable('id', 'TSV', 'x String')`],
  ['rows out of nothing', 'SELECT number AS profile_id, 1 AS value FROM numbers(1000000000000)'],
  ['settings', 'SELECT 1 FROM profiles SETTINGS max_memory_usage = 0'],
  ['settings of a part', 'SELECT 1 FROM (SELECT 1 FROM profiles SETTINGS readonly = 0)'],
  ['reading settings', `SELECT getSetting('readonly')`],
  ['who and where it is', 'SELECT currentUser(), hostName(), version()'],
  ['the query’s own text', 'SELECT currentQueryID(), queryString()'],
  ['names of columns', `SELECT hasColumnInTable('danqing', 'event', 'ip')`],
  ['the display', `SELECT displayName(), getMacro('x'), getServerPort('http_port')`],
  ['addresses of code', 'SELECT addressToSymbol(1), demangle(1)'],
  ['waiting', 'SELECT sleep(3)'],
  ['waiting a row', 'SELECT sleepEachRow(1) FROM profiles'],
  ['throwing', `SELECT throwIf(1, 'x')`],
  ['chance', 'SELECT rand()'],
  ['a present of its own zone', `SELECT now('UTC')`],
  ['a changed present', 'SELECT now64(9)'],
  ['random texts', 'SELECT generateUUIDv4(), randomString(1000000000)'],
  ['running differences', 'SELECT runningAccumulate(1), neighbor(1, 1)'],
  ['models and scripts', `SELECT catboostEvaluate('/x', 1), evalMLMethod(1, 2)`],
  ['identity functions of the engine', 'SELECT ignore(1), materialize(1), identity(1), blockNumber()'],
  ['types of columns', `SELECT toTypeName(x), dumpColumnStructure(x), toColumnTypeName(x) FROM profiles`],
  ['raw states', `SELECT uniqState(profile_id) FROM events`],
  ['states from texts', `SELECT CAST(unhex('00'), 'AggregateFunction(uniq, String)')`],
  ['states from texts that are put together', `SELECT CAST(unhex('00'), concat('Aggregate', 'Function(uniq, String)'))`],
  ['states by another cast', `SELECT accurateCastOrNull('x', lower('String'))`],
  ['states by words', `SELECT 'x'::AggregateFunction(uniq, String)`],
  ['reinterpreted bytes', `SELECT reinterpretAsString(1), reinterpret(1, 'String')`],
  ['the whole of the fields', 'SELECT traits FROM profiles'],
  ['the whole of the fields of a part', 'SELECT p.traits FROM profiles AS p'],
  ['paths of the fields', 'SELECT JSONAllPaths(traits) FROM profiles'],
  ['a field of another type', 'SELECT traits.city.:Dynamic FROM profiles'],
  ['sub-objects of fields', 'SELECT traits.^address FROM profiles'],
  ['a second statement', 'SELECT 1; DROP TABLE event'],
  ['another statement', 'INSERT INTO event SELECT 1'],
  ['another statement behind WITH', 'WITH x AS (SELECT 1) INSERT INTO event SELECT 1'],
  ['DESCRIBE', 'DESCRIBE TABLE event'],
  ['writing to a file', `SELECT 1 FROM profiles INTO OUTFILE '/tmp/x'`],
  ['another format', 'SELECT 1 FROM profiles FORMAT Native'],
  ['parameters of the engine', 'SELECT 1 FROM {table:Identifier}'],
  ['values as names', 'SELECT 1 FROM {{table:Identifier}}'],
  ['one value with two types', 'SELECT {{x:Date}}, {{x:String}}'],
  ['comments that do not end', 'SELECT 1 /* FROM profiles'],
  ['comments of another dialect', 'SELECT 1 # FROM profiles'],
  ['closing what it did not open', 'SELECT 1 FROM profiles) UNION ALL SELECT 1 FROM (SELECT 2'],
  ['closing it in a comment', 'SELECT 1 FROM (SELECT 1 -- )\n'],
  ['leaving something open', `SELECT 1 FROM (SELECT 1`],
  ['quotation marks that only the engine knows', 'SELECT 1 FROM “system”.“tables”'],
  ['letters that only look like ours', 'SELECT 1 FROM ѕystem.tables'],
  ['full-width letters', 'SELECT ｓｌｅｅｐ(1)'],
  ['spaces that nobody sees', 'SELECT\u00a01'],
  ['spaces without width', 'SELECT sle\u200bep(1)'],
  ['heredocs', 'SELECT $a$ text $a$'],
  ['escapes in names', 'SELECT 1 FROM `\\x73ystem`.tables'],
  ['a text that does not end', `SELECT 'abc`],
  ['control characters', 'SELECT 1\u0000FROM profiles'],
  ['explaining', 'SELECT * FROM (EXPLAIN SELECT 1)'],
  ['columns by pattern', `SELECT COLUMNS('.*') FROM profiles`],
  ['functions over all columns', 'SELECT * APPLY(sum) FROM profiles'],
  ['variables', 'SELECT @@version'],
  ['SET', 'SET readonly = 0'],
  ['GRANT', 'GRANT ALL ON *.* TO app'],
  ['killing', 'KILL QUERY WHERE 1'],
  ['recursion', 'WITH RECURSIVE x AS (SELECT 1 UNION ALL SELECT 1 FROM x) SELECT 1 FROM x'],
  ['FINAL', 'SELECT 1 FROM profiles FINAL'],
  ['SAMPLE', 'SELECT 1 FROM profiles SAMPLE 0.1'],
  ['nothing', '   '],
  ['only a comment', '-- nothing'],
] as const;

describe('SQL may not', () => {
  it.each(attacks)('use %s', (_what, sql) => {
    expect(messages(sql)).not.toEqual([]);
  });

  it('says what is wrong and where', () => {
    const guarded = guardSql('SELECT sleep(1)\nFROM system.one', options);
    expect(guarded.isSafe ? [] : guarded.faults).toEqual([
      { path: '/sql', code: 'DQ_SQL_NOT_ALLOWED', message: 'line 1, character 8: the function sleep cannot be used' },
      { path: '/sql', code: 'DQ_SQL_NOT_ALLOWED', message: 'line 2, character 6: SYSTEM cannot be used here' },
    ]);
  });

  it('be smuggled through by spaces, comments, capitals or quotes: 3000 mutations of every attack together', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const spaces = [' ', '\n', '\t', ' /* x */ ', ' -- x\n', '  '];
    const mutate = (sql: string): string =>
      sql
        .split(/( )/)
        .map((part) => (part === ' ' ? (spaces[random(spaces.length)] ?? ' ') : part))
        .map((part) => ([(text: string) => text, (text: string) => text.toUpperCase(), (text: string) => text.toLowerCase()][random(3)] ?? String)(part))
        .join('')
        .replaceAll('(', () => `${spaces[random(3)] ?? ''}(`)
        .replace(
          /(?<![`"'])\b(system|url|file|remote|numbers|event|profile|tag_value|sleep)\b/i,
          (name) => [name, `\`${name}\``, `"${name}"`][random(3)] ?? name,
        );
    const harmless = new Set([
      'comments that do not end',
      'closing it in a comment',
      'a field of another type',
      'one value with two types',
      'the whole of the fields of a part',
      'the whole of the fields',
      'nothing',
      'only a comment',
    ]);
    const passed = attacks
      .filter(([what]) => !harmless.has(what))
      .flatMap(([, sql]) => Array.from({ length: 30 }, () => mutate(sql)))
      .filter((sql) => messages(sql).length === 0);
    expect(passed).toEqual([]);
  });
});
