import { eventReason, eventReasons } from '@danqing/contracts';
import { describe, expect, it } from 'vitest';
import type { DropReason, ParkReason } from '#kernel';

describe('reasons of events', () => {
  it('all have words, in both languages', () => {
    const words: Readonly<Record<DropReason | ParkReason, { readonly zh: string; readonly en: string }>> = eventReasons;
    for (const { zh, en } of Object.values(words)) {
      expect(zh).toMatch(/[㐀-鿿]/);
      expect(en).not.toMatch(/[㐀-鿿]/);
    }
    expect(eventReason('time_invalid', 'zh')).toBe('时间无法识别');
  });

  it('of a code that is not known are the code itself', () => {
    expect(eventReason('toString', 'zh')).toBe('toString');
  });
});
