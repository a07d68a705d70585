import { expect, it } from 'vitest';
import { durationText } from './duration.ts';

it('says parts of seconds only of what was short, and minutes of what was long', () => {
  expect([0, 340, 9_940, 12_400, 185_000].map((ms) => durationText(ms, 'zh'))).toEqual(['0 秒', '0.3 秒', '9.9 秒', '12 秒', '3 分钟 5 秒']);
  expect(durationText(185_000, 'en')).toBe('3 min 5 sec');
});

it('never says 60 seconds', () => {
  expect([59_700, 119_700].map((ms) => durationText(ms, 'zh'))).toEqual(['1 分钟 0 秒', '2 分钟 0 秒']);
});
