import { describe, expect, it } from 'vitest';
import { type Sighting, visitPauseMs, visitStarts } from './visit.ts';

const minute = 60_000;
const seen = (at: number, channel = '', source = '', campaign = ''): Sighting => ({ at, channel, source, campaign });

describe('a visit', () => {
  it('goes on until nobody was seen for longer than half an hour', () => {
    expect(visitStarts([seen(0), seen(visitPauseMs), seen(2 * visitPauseMs + 1)])).toEqual([true, false, true]);
  });

  it('begins anew by another campaign, and not by the same one, from within, or by typing the address', () => {
    const ways = [
      seen(0, 'direct'),
      seen(minute, 'paid_search', 'baidu'),
      seen(2 * minute, 'internal'),
      seen(3 * minute, 'paid_search', 'baidu'),
      seen(4 * minute),
    ];
    expect(visitStarts(ways)).toEqual([true, true, false, false, false]);
    expect(visitStarts([seen(0, 'email', 'x', 'spring'), seen(minute, 'email', 'x', 'summer')])).toEqual([true, true]);
  });
});
