import { describe, expect, it } from 'vitest';
import type { RuleJson } from '@danqing/contracts';
import { compileMembers, type EvaluationContext, parseRule } from './index.ts';

const context: EvaluationContext = {
  workspace: 7,
  timezone: 'Asia/Shanghai',
  at: Date.UTC(2026, 10, 20, 4),
  now: true,
  hasAliases: false,
  tags: new Map([['rfm', { id: 4, type: 'text', fields: ['score', 'tier'] }]]),
  segments: new Map(),
};

/** One clause a line, so that a change can be read. */
function lines(rule: RuleJson, changed: Partial<EvaluationContext> = {}): readonly string[] {
  const parsed = parseRule(rule, { tags: context.tags, segments: new Map() });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const { sql, params } = compileMembers(parsed.rule, { ...context, ...changed });
  return [...sql.split(/ (?=FROM |WHERE |INNER |LEFT |GROUP |ORDER )/), JSON.stringify(params)];
}

describe('the SQL of members', () => {
  it('reads only events when only those who did something can be members', () => {
    expect(lines({ did: 'A', count: { op: 'gte', value: 2 }, window: { last: 30, unit: 'day' } })).toEqual([
      'SELECT profile_id',
      'FROM (WITH (1) AS c1 SELECT event.profile_id AS profile_id, countIf(c1) AS m2',
      'FROM event',
      "WHERE workspace = {p2:UInt32} AND event = {p3:String} AND ts >= {p4:DateTime64(3, 'UTC')} AND ts < {p5:DateTime64(3, 'UTC')}",
      'GROUP BY profile_id)',
      'WHERE (m2 >= {p1:Float64})',
      '{"p1":2,"p2":7,"p3":"A","p4":"2026-10-21 04:00:00.001","p5":"2026-11-20 04:00:00.001"}',
    ]);
  });

  it('passes over the events once for all conditions and drops what none of them wants before grouping', () => {
    expect(
      lines({
        all: [
          {
            any: [
              { did: 'A', window: { last: 7, unit: 'day' } },
              { did: 'B', sum: 'revenue', op: 'gt', value: 500 },
            ],
          },
          { not: { did: 'C' } },
        ],
      }),
    ).toEqual([
      'SELECT profile_id',
      "FROM (WITH (event = {p3:String} AND ts >= {p4:DateTime64(3, 'UTC')}) AS c1, (event = {p5:String}) AS c3, (event = {p6:String}) AS c5 SELECT event.profile_id AS profile_id, countIf(c1) AS m2, sumIf(revenue, c3) AS m4, countIf(c5) AS m6",
      'FROM event',
      "WHERE workspace = {p7:UInt32} AND event IN {p8:Array(String)} AND ts < {p9:DateTime64(3, 'UTC')} AND (c1 OR c3 OR c5)",
      'GROUP BY profile_id)',
      'WHERE (((m2 >= {p1:Float64}) OR ifNull(if(abs(m4) < 8589934592, round(m4, 6), m4) > {p2:Float64}, 0)) AND NOT (m6 >= {p1:Float64}))',
      '{"p1":1,"p2":500,"p3":"A","p4":"2026-11-13 04:00:00.001","p5":"B","p6":"C","p7":7,"p8":["A","B","C"],"p9":"2026-11-20 04:00:00.001"}',
    ]);
  });

  it('leaves out those who did it when the rule is that they did not', () => {
    expect(lines({ all: [{ has: 'email' }, { not: { did: 'A' } }] })).toEqual([
      'SELECT p.profile_id AS profile_id',
      'FROM (WITH has(kinds, {p1:String}) AS b1 SELECT profile_id',
      'FROM profile',
      'WHERE workspace = {p3:UInt32} AND merged_into = 0 AND b1) AS p',
      'LEFT ANTI JOIN (SELECT profile_id',
      'FROM (WITH (1) AS c2 SELECT event.profile_id AS profile_id, countIf(c2) AS m3',
      'FROM event',
      "WHERE workspace = {p3:UInt32} AND event = {p4:String} AND ts < {p5:DateTime64(3, 'UTC')}",
      'GROUP BY profile_id)',
      'WHERE NOT NOT (m3 >= {p2:Float64})) AS s1 ON s1.profile_id = p.profile_id',
      '{"p1":"email","p2":1,"p3":7,"p4":"A","p5":"2026-11-20 04:00:00.001"}',
    ]);
  });

  it('reads traits from the mirror and tags from their columns, in one scan', () => {
    expect(
      lines({
        all: [
          { trait: 'address.city', op: 'eq', value: 'Shanghai' },
          { tag: 'rfm.score', op: 'gte', value: 12 },
        ],
      }),
    ).toEqual([
      'WITH (ifNull(traits.`address`.`city`.:String = {p1:String}, 0) OR has(traits.`address`.`city[]`.:`Array(Nullable(String))`, {p1:String})) AS b1, ifNull(tag_4_score >= {p2:Float64}, 0) AS b2 SELECT profile_id',
      'FROM profile',
      'WHERE workspace = {p3:UInt32} AND merged_into = 0 AND (b1 AND b2)',
      '{"p1":"Shanghai","p2":12,"p3":7}',
    ]);
  });

  it('maps profiles of events through the alias map while merges wait', () => {
    expect(lines({ did: 'A' }, { hasAliases: true }).join(' ')).toContain(
      "dictGetOrDefault('profile_alias_map', 'root_id', event.profile_id, event.profile_id) AS profile_id",
    );
  });

  it('gives the population for everyone and no row for nobody', () => {
    expect(lines({ all: [] })).toEqual(['SELECT profile_id', 'FROM profile', 'WHERE workspace = {p1:UInt32} AND merged_into = 0', '{"p1":7}']);
    expect(lines({ any: [] })).toEqual(['SELECT profile_id', 'FROM profile', 'WHERE workspace = {p1:UInt32} AND merged_into = 0 AND 0', '{"p1":7}']);
  });
});
