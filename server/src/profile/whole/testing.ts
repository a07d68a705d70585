/** Pictures of customers for tests: nothing is known but what a test says. */
import { valueOf } from './value.ts';
import type { Habits, Whole } from './whole.ts';

export const noHabits: Habits = {
  sources: [],
  channels: [],
  devices: [],
  campaigns: [],
  hours: [],
  activeDays: 0,
  viewed: [],
  bought: [],
  brands: [],
  searches: [],
  payments: [],
  salesChannels: [],
};

export function wholeOf(known: Partial<Whole>): Whole {
  const at = known.at ?? Date.UTC(2026, 10, 22);
  const traits = known.traits ?? new Map();
  return {
    at,
    timezone: 'Asia/Shanghai',
    traits,
    told: traits,
    identifiers: [],
    events: new Map(),
    habits: noHabits,
    value: valueOf([], at, 'CNY'),
    consents: [],
    merged: 0,
    disputed: [],
    openComplaints: 0,
    sources: 0,
    ...known,
  };
}
