import { expect, it } from 'vitest';
import { Fault } from '#kernel';
import { checkedScheme, partsOf, placedInScheme, tagDefinitionOf } from './definition.ts';

const rule = { did: 'Order Completed' };
const tiers = { tiers: { by: { metric: 'net_sales' as const }, parts: ['low', 'high'], cuts: [100] } };
const values = { values: { tag: 'rfm.tier', parts: [{ part: 'best', values: ['important_value', 'important_keep'] }] } };

const paths = (json: unknown): readonly string[] => {
  try {
    checkedScheme(json);
  } catch (error) {
    if (error instanceof Fault) return error.errors.map(({ path }) => path);
    throw error;
  }
  return [];
};

it('makes a tag of which the parts are the values', () => {
  expect(tagDefinitionOf({ rules: [{ part: 'buyers', rule }] })).toEqual({ cases: [{ rule, value: 'buyers' }] });
  expect(tagDefinitionOf(tiers)).toEqual({ tiers: { by: { metric: 'net_sales' }, names: ['low', 'high'], cuts: [100] } });
  expect(tagDefinitionOf({ grid: { rows: tiers, columns: values } })).toEqual({
    grid: {
      rows: { tiers: { by: { metric: 'net_sales' }, names: ['low', 'high'], cuts: [100] } },
      columns: { cases: [{ rule: { tag: 'rfm.tier', op: 'in', value: ['important_value', 'important_keep'] }, value: 'best' }] },
    },
  });
});

it('knows the parts of a grid row by row', () => {
  expect(
    partsOf({
      grid: {
        rows: tiers,
        columns: {
          rules: [
            { part: 'a', rule },
            { part: 'b', rule },
          ],
        },
      },
    }),
  ).toEqual(['low × a', 'low × b', 'high × a', 'high × b']);
});

it('names what is wrong with a scheme where it stands', () => {
  expect(paths({ rules: [] })).toEqual(['/definition/rules']);
  expect(
    paths({
      rules: [
        { part: 'a', rule },
        { part: 'a', rule },
      ],
    }),
  ).toEqual(['/definition/rules']);
  expect(paths({ values: { parts: [{ part: '', values: [] }] } })).toEqual(['/definition/values/tag', '/definition/values/parts/0/part']);
  expect(paths({ grid: { rows: tiers, columns: { grid: {} } } })).toEqual(['/definition/grid/columns']);
  expect(paths({ grid: { rows: { rules: [{ part: 'a × b', rule }] }, columns: tiers } })).toEqual(['/definition/grid/rows']);
  expect(paths({ ...tiers, rules: [] }).length).toBeGreaterThan(0);
  expect(paths({ grid: { rows: tiers, columns: values } })).toEqual([]);
});

it('points faults of the tag into the scheme', () => {
  const at = (path: string) => [{ path, code: 'DQ_TYPE', message: '' }];
  expect(placedInScheme({ rules: [{ part: 'a', rule }] }, at('/definition/cases/0/rule/did'))[0]?.path).toBe('/definition/rules/0/rule/did');
  expect(placedInScheme(values, at('/definition/cases/0/rule/tag'))[0]?.path).toBe('/definition/values/tag');
  expect(placedInScheme({ grid: { rows: values, columns: tiers } }, at('/definition/grid/columns/tiers/cuts'))[0]?.path).toBe(
    '/definition/grid/columns/tiers/cuts',
  );
});
