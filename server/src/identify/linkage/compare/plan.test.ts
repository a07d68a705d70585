import type { LinkageConfig, LinkageLevel } from '@danqing/contracts';
import { describe, expect, it } from 'vitest';
import { planLinkage } from './plan.ts';

const nasty = "x', 1); DROP TABLE y; --";

describe('a configuration becomes SQL', () => {
  it('over fields with names of its own: a column’s name never reaches the engine', () => {
    const config: LinkageConfig = {
      comparisons: [
        { kind: 'name', columns: [nasty, 'other'] },
        { kind: 'address', columns: ['other'] },
      ],
      blocking: [[{ column: nasty, take: 'soundex' }]],
    };
    const plan = planLinkage(config, new Set([nasty]));
    const sql = [...plan.comparisons.map((comparison) => comparison.sql), plan.rule([{ column: nasty, take: 'soundex' }]).sql].join('\n');
    expect(sql).not.toContain('DROP');
    expect(plan.fields.map(({ name }) => name)).toEqual(plan.fields.map((_, place) => `f${place}`));
  });

  it('makes each form of a column once, and knows all of them before records are loaded', () => {
    const config: LinkageConfig = {
      comparisons: [
        { kind: 'name', columns: ['surname', 'given'] },
        { kind: 'name', columns: ['given', 'surname'] },
      ],
    };
    const plan = planLinkage(config, new Set());
    expect(plan.fields.map(({ column, form }) => `${column} ${form}`)).toEqual(['surname text', 'given text']);
    plan.rule([{ column: 'given', take: 'soundex' }]);
    expect(plan.fields).toHaveLength(2);
  });

  it('numbers levels from nothing known to the best, and leaves out those that cannot hold', () => {
    const levels: LinkageLevel[] = [{ is: 'equal' }, { is: 'edits', atMost: 1 }];
    const [given, standard] = planLinkage(
      {
        comparisons: [
          { kind: 'code', columns: ['a'], levels },
          { kind: 'name', columns: ['b'] },
        ],
      },
      new Set(),
    ).comparisons;
    expect(given?.labels).toEqual(['unknown', 'different', '≤ 1 edits', 'equal']);
    expect(given?.sql).toMatch(/^multiIf\(l\.f0 = '' OR r\.f0 = '', 0, l\.f0 = r\.f0, 3, .*, 2, 1\)$/);
    expect(given?.frequency).toEqual({ field: 'f0', level: 3 });
    expect(standard?.labels).not.toContain('swapped');
    expect(standard?.labels).not.toContain('sound');
  });

  it('gives numbers no frequency, and leaves it out where it was asked', () => {
    const plan = planLinkage(
      {
        comparisons: [
          { kind: 'number', columns: ['a'] },
          { kind: 'code', columns: ['b'], termFrequency: false },
        ],
      },
      new Set(),
    );
    expect(plan.comparisons.map(({ frequency }) => frequency)).toEqual([undefined, undefined]);
  });
});
