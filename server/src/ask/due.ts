import { momentOfWall, wallOf } from '#kernel';

const dayMs = 86_400_000;

/** The next time that a daily question is asked: in the first hour of the next day of the zone, spread by its number. */
export function nextDaily(now: number, timezone: string, id: number): Date {
  const midnight = Math.floor(wallOf(now, timezone) / dayMs + 1) * dayMs;
  return new Date(momentOfWall(midnight, timezone) + (id % 60) * 60_000);
}
