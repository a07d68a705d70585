/** Windows, order and anniversaries (API.md, "Time"), in the zone Asia/Shanghai: edges to the millisecond. */
import { did, type Said, type Story, traits } from './people.ts';

const at = (...moments: readonly string[]): readonly Said[] => moments.map((moment) => did('Seen', moment));
const seen = (window: object): object => ({ did: 'Seen', window });

const windows: Story = {
  name: 'windows',
  people: {
    now: at('2025-11-20T12:00:00.000+08:00'),
    later: at('2025-11-20T12:00:00.001+08:00'),
    edge: at('2025-10-21T12:00:00.000+08:00'),
    inside: at('2025-10-21T12:00:00.001+08:00'),
    month: at('2025-10-20T12:00:00.001+08:00'),
    monday: at('2025-11-17T00:00:00.000+08:00'),
    sunday: at('2025-11-16T23:59:59.999+08:00'),
    yesterday: at('2025-11-19T23:59:59.999+08:00'),
    newYear: at('2025-01-01T00:00:00.000+08:00'),
    festival: at('2025-01-29T23:59:59.999+08:00'),
    eve: at('2024-12-31T23:59:59.999+08:00'),
    moon: at('2025-10-06T12:00:00+08:00'),
  },
  questions: [
    [seen({ last: 30, unit: 'day' }), 'inside monday now sunday yesterday'],
    [seen({ last: 1, unit: 'month' }), 'edge inside monday month now sunday yesterday'],
    [seen({ between: [60, 30], unit: 'day' }), 'edge month moon'],
    [seen({ calendar: 'today' }), 'now'],
    [seen({ calendar: 'yesterday' }), 'yesterday'],
    [seen({ calendar: 'this_week' }), 'monday now yesterday'],
    [seen({ calendar: 'last_week' }), 'sunday'],
    [seen({ calendar: 'last_year' }), 'eve'],
    [seen({ from: '2025-11-17', to: '2025-11-20' }), 'monday yesterday'],
    [seen({ holiday: 'spring_festival', days: [0, 0] }), 'festival'],
    [seen({ holiday: 'mid_autumn', days: [0, 0] }), 'moon'],
    [seen({ holiday: 'spring_festival', days: [-30, 0] }), 'eve newYear', '2025-01-20T00:00:00'],
    [{ did: 'Seen' }, 'eve', '2024-12-31T23:59:59.999'],
  ],
};

const clamped: Story = {
  name: 'clamped',
  people: { edge: at('2025-02-28T10:00:00+08:00'), inside: at('2025-02-28T10:00:00.001+08:00') },
  questions: [
    [seen({ last: 1, unit: 'month' }), 'inside', '2025-03-31T10:00:00'],
    [seen({ between: [2, 1], unit: 'month' }), 'edge', '2025-03-31T10:00:00'],
  ],
};

const order: Story = {
  name: 'order',
  people: {
    strict: [did('A', '2025-11-10T00:00:00Z'), did('B', '2025-11-10T00:00:00.001Z')],
    together: [did('A', '2025-11-10T00:00:00Z'), did('B', '2025-11-10T00:00:00Z')],
    slow: [did('A', '2025-11-01T00:00:00Z'), did('B', '2025-11-03T00:00:00.001Z')],
    again: [did('A', '2025-09-01T00:00:00Z', { k: 1 }), did('A', '2025-11-10T00:00:00Z', { k: 2 }), did('A', '2025-11-21T00:00:00Z')],
  },
  questions: [
    [{ sequence: [{ event: 'A' }, { event: 'B' }] }, 'slow strict'],
    [{ sequence: [{ event: 'A' }, { event: 'B' }], within: { n: 2, unit: 'day' } }, 'strict'],
    [{ sequence: [{ event: 'A' }, { event: 'A' }] }, 'again'],
    [{ first: 'A', window: { last: 30, unit: 'day' } }, 'slow strict together'],
    [{ first: 'A', where: { prop: 'k', op: 'eq', value: 2 }, window: { last: 30, unit: 'day' } }, 'again'],
    [{ compare: [{ since: { last: 'A' }, unit: 'hour' }, 'eq', 244] }, 'again strict together'],
    [{ compare: [{ interval: { did: 'A', stat: 'avg' }, unit: 'day' }, 'eq', 70] }, 'again'],
  ],
};

const born = (birthday: string): readonly Said[] => [traits({ birthday }, '2001-01-01T00:00:00Z')];
const days = (next: number): object => ({ anniversary: 'birthday', next, unit: 'day' });

const birthdays: Story = {
  name: 'birthdays',
  people: { leap: born('2000-02-29'), plain: born('1999-02-28'), march: born('1999-03-01'), later: born('1999-03-08'), unknown: born('soon') },
  questions: [
    [days(0), 'leap plain', '2025-02-28'],
    [days(0), 'leap', '2024-02-29'],
    [days(0), 'plain', '2024-02-28T23:59:59.999'],
    [days(7), 'later march', '2025-03-01'],
    [{ trait: 'birthday', op: 'before', value: '1999-03-01' }, 'plain'],
    [{ trait: 'birthday', op: 'withinLast', value: { n: 823, unit: 'day' } }, 'later leap', '2001-06-01'],
  ],
};

const sold = (revenue: unknown): readonly Said[] => [did('Sold', '2025-11-10T00:00:00Z', { revenue })];
const rank = (end: 'top' | 'bottom', size: object): object => ({
  [end]: { ...size, by: { did: 'Sold', sum: 'revenue' }, among: { trait: 'story', op: 'eq', value: 'ranks' } },
});

const ranks: Story = {
  name: 'ranks',
  people: { a: sold(100), b: sold(80), c: sold(80), d: sold(50), e: sold(10), none: [], word: sold('x') },
  questions: [
    [rank('top', { n: 2 }), 'a b'],
    [rank('bottom', { n: 2 }), 'd e'],
    [rank('top', { percent: 40 }), 'a'],
    [rank('bottom', { percent: 40 }), 'd e'],
  ],
};

export const momentStories = [windows, clamped, order, birthdays, ranks];
