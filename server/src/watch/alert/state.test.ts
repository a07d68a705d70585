import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Episode, nextState, type Patience, type Reading } from './state.ts';

const minute = 60_000;
const patience: Patience = { forMs: 5 * minute, repeatMs: 60 * minute, isSnoozed: false };

/** A look a minute; what was told at which minute. */
function story(levels: readonly Reading['level'][], of: Partial<Patience> = {}, acknowledgedFrom = Number.POSITIVE_INFINITY): readonly string[] {
  const told: string[] = [];
  let episode: Episode | undefined;
  levels.forEach((level, at) => {
    const now = at * minute;
    const before = episode === undefined ? undefined : { ...episode, isAcknowledged: at >= acknowledgedFrom };
    const next = nextState(before, level, { ...patience, ...of }, now);
    if (next.kind === 'open') {
      episode = next.episode;
      if (next.tells !== null) told.push(`${at} ${next.tells}`);
    } else {
      episode = undefined;
      if (next.kind === 'resolved' && next.tells) told.push(`${at} resolved`);
    }
  });
  return told;
}
const many = (level: Reading['level'], times: number): Reading['level'][] => Array.from({ length: times }, () => level);

describe('an alert', () => {
  it('fires once its condition has held for long enough, and is resolved once it has been clear as long', () => {
    expect(story([...many('over', 8), ...many('clear', 8)])).toEqual(['5 fired', '12 resolved']);
  });

  it('is told at once where no patience is asked for', () => {
    expect(story(['over'], { forMs: 0 })).toEqual(['0 fired']);
  });

  it('says nothing of a condition that ends while it is pending', () => {
    expect(story([...many('over', 4), ...many('clear', 5)])).toEqual([]);
  });

  it('does not flap about its bound: between the bounds it lasts', () => {
    const swings = Array.from({ length: 30 }, (_, at): Reading['level'] => (at % 2 === 0 ? 'over' : 'between'));
    expect(story([...many('over', 6), ...swings])).toEqual(['5 fired']);
  });

  it('does not flap when it is clear for a moment again and again', () => {
    const swings = Array.from({ length: 40 }, (_, at): Reading['level'] => (at % 2 === 0 ? 'over' : 'clear'));
    expect(story([...many('over', 6), ...swings])).toEqual(['5 fired']);
  });

  it('is told again while it lasts, until somebody acknowledges it; its end is told all the same', () => {
    expect(story(many('over', 130))).toEqual(['5 fired', '65 again', '125 again']);
    expect(story([...many('over', 130), ...many('clear', 8)], {}, 30)).toEqual(['5 fired', '134 resolved']);
  });

  it('is told when a snooze ends while it still fires', () => {
    const snoozed = { ...patience, forMs: 0, isSnoozed: true };
    const silent = nextState(undefined, 'over', snoozed, 0);
    expect(silent).toMatchObject({ kind: 'open', tells: null, episode: { state: 'firing', toldAt: null } });
    const episode = silent.kind === 'open' ? silent.episode : undefined;
    expect(nextState(episode, 'over', { ...snoozed, isSnoozed: false }, minute)).toMatchObject({ tells: 'fired' });
    expect(nextState(episode, 'clear', { ...snoozed, isSnoozed: false }, 10 * minute)).toEqual({ kind: 'resolved', tells: false });
  });

  it('never tells of an end that had no beginning, nor of two beginnings without an end', () => {
    const level = fc.constantFrom<Reading['level']>('over', 'between', 'clear');
    fc.assert(
      fc.property(fc.array(level, { maxLength: 300 }), fc.integer({ min: 0, max: 10 }), (levels, forMinutes) => {
        const told = story(levels, { forMs: forMinutes * minute }).map((one) => one.split(' ')[1]);
        const ends = told.filter((one) => one !== 'again');
        ends.forEach((one, index) => expect(one).toBe(index % 2 === 0 ? 'fired' : 'resolved'));
      }),
    );
  });
});
