import { expect, it } from 'vitest';
import { progressLine } from './progress-line.ts';

const recorder = (isTTY: boolean): { isTTY: boolean; text: string; write(text: string): boolean } => ({
  isTTY,
  text: '',
  write(text) {
    this.text += text;
    return true;
  },
});

it('writes a line every tenth where there is no terminal', () => {
  const output = recorder(false);
  const line = progressLine(output, () => 0);
  for (let done = 0; done <= 100; done += 1) line.show('events', done, 100);
  line.end();
  expect(output.text.trimEnd().split('\n')).toHaveLength(11);
});

it('redraws one line with rate and time left on a terminal', () => {
  const output = recorder(true);
  let now = 0;
  const line = progressLine(output, () => now);
  line.show('events', 0, 1000);
  now = 2000;
  line.show('events', 500, 1000);
  line.end();
  expect(output.text).toContain('250/s');
  expect(output.text).toContain('2 s left');
  expect(output.text.endsWith('\n')).toBe(true);
});

it('is full where there is nothing to do', () => {
  const output = recorder(false);
  progressLine(output, () => 0).show('pipeline', 0, 0);
  expect(output.text).toContain('100 %');
});
