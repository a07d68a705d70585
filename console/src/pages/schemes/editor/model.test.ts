import { expect, it } from 'vitest';
import { axisOf, definitionOf, levelOf, missingIn, type Model, modelOf, partsOf, problemsOf } from './model.ts';

const head = { name: '价值', description: '', owner: '', refresh: '' as const };
const tiers = axisOf('tiers', [levelOf('低'), levelOf('中'), levelOf('高', { color: '#aa0000' })], { shares: [20, 60, 20] });
const model: Model = { ...head, isGrid: false, rows: tiers, columns: axisOf('tiers', []), cells: {} };

it('draws tiers from low to high and shows them from high to low', () => {
  expect(definitionOf(model)).toEqual({ tiers: { by: { metric: 'net_sales' }, parts: ['低', '中', '高'], method: 'quantile', shares: [20, 60, 20] } });
  expect(partsOf(model).map(({ key, color }) => [key, color])).toEqual([
    ['高', '#aa0000'],
    ['中', ''],
    ['低', ''],
  ]);
  expect(problemsOf(model)).toEqual([]);
});

it('comes back from what was saved as it was, and keeps the key of a part that is called otherwise', () => {
  const saved = { ...head, refresh: 'daily' as const, definition: definitionOf(model), parts: partsOf(model) };
  const read = modelOf(saved);
  expect([definitionOf(read), partsOf(read)]).toEqual([saved.definition, saved.parts]);
  const renamed = { ...read, rows: { ...read.rows, levels: read.rows.levels.map((level) => ({ ...level, name: `${level.name}价值` })) } };
  expect(definitionOf(renamed)).toEqual(saved.definition);
  expect(partsOf(renamed).map(({ key, name }) => [key, name])).toEqual([
    ['高', '高价值'],
    ['中', '中价值'],
    ['低', '低价值'],
  ]);
});

it('names the cells of a grid after their row and column until they have a name', () => {
  const columns = axisOf('rules', [levelOf('活跃', { rule: { did: '*' } })]);
  const grid: Model = { ...model, isGrid: true, columns, cells: { '高 × 活跃': { name: '核心', color: '', description: '' } } };
  expect(partsOf(grid).map(({ key, name }) => [key, name])).toEqual([
    ['高 × 活跃', '核心'],
    ['中 × 活跃', '中 × 活跃'],
    ['低 × 活跃', '低 × 活跃'],
  ]);
  const saved = { ...head, definition: definitionOf(grid), parts: partsOf(grid) };
  expect(partsOf(modelOf(saved))).toEqual(saved.parts);
});

it('says what is missing', () => {
  const rows = axisOf('rules', [levelOf('a'), levelOf('a')]);
  expect(problemsOf({ ...model, name: ' ', rows })).toEqual(['name', 'partTwice', 'rule']);
  expect(problemsOf({ ...model, rows: { ...tiers, method: 'cuts', cuts: [5, 5] } })).toEqual(['cuts']);
  expect(problemsOf({ ...model, rows: { ...tiers, shares: [20, 20, 20] } })).toEqual(['shares']);
  expect(problemsOf({ ...model, rows: axisOf('values', [levelOf('a')]) })).toEqual(['tag']);
});

it('says on which side of a grid it is missing', () => {
  const grid: Model = { ...model, isGrid: true, rows: { ...tiers, shares: [20, 20, 20] }, columns: axisOf('values', [levelOf('a')]) };
  expect(missingIn({ ...grid, name: '' })).toEqual([
    { side: null, problem: 'name' },
    { side: 'rows', problem: 'shares' },
    { side: 'columns', problem: 'tag' },
  ]);
  expect(missingIn({ ...grid, isGrid: false })).toEqual([{ side: null, problem: 'shares' }]);
});
