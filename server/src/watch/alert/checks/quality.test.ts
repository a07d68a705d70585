import type { QualityFinding } from '@danqing/contracts';
import { expect, it } from 'vitest';
import type { Look } from '../look.ts';
import { dataQuality } from './quality.ts';

const finding = (over: Partial<QualityFinding> = {}): QualityFinding => ({
  dimension: 'validity',
  source: 'web',
  event: 'Order Completed',
  field: 'phone',
  share: 0.94,
  n: 500,
  affected: 30,
  isAbout: false,
  least: 0.97,
  says: { zh: '无效', en: 'not valid' },
  mend: 'cleaning',
  usedBy: [],
  ...over,
});
const settings = { days: 7, minAffected: 30 };
const look = (...standings: readonly { readonly finding: QualityFinding; readonly isBelow: boolean }[]): Pick<Look, 'quality'> => ({
  quality: () => Promise.resolve(standings),
});

it('fires for what is below its threshold, and keeps what has only just come back', async () => {
  const readings = await dataQuality(settings, 1, look({ finding: finding(), isBelow: true }, { finding: finding({ field: 'city' }), isBelow: false }));
  expect(readings.map(({ subject, level }) => [subject, level])).toEqual([
    ['web · Order Completed · phone · validity', 'over'],
    ['web · Order Completed · city · validity', 'between'],
  ]);
});

it('does not fire for few, nor for sources and dimensions that nobody asked for', async () => {
  expect((await dataQuality({ ...settings, minAffected: 31 }, 1, look({ finding: finding(), isBelow: true })))[0]?.level).toBe('between');
  expect(await dataQuality({ ...settings, sources: ['till'] }, 1, look({ finding: finding(), isBelow: true }))).toEqual([]);
  expect(await dataQuality({ ...settings, dimensions: ['completeness'] }, 1, look({ finding: finding(), isBelow: true }))).toEqual([]);
});

it('watches disagreements whichever sources are asked for: they belong to none', async () => {
  const readings = await dataQuality(
    { ...settings, sources: ['till'] },
    1,
    look({ finding: finding({ source: '', dimension: 'consistency' }), isBelow: true }),
  );
  expect(readings.map(({ subject }) => subject)).toEqual(['Order Completed · phone · consistency']);
});
