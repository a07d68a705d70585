import type { OwnHoliday } from '#kernel';

/** A holiday that the brand of every world has made up: each year on another day, and not in every year. */
export const worldHolidays: ReadonlyMap<string, OwnHoliday> = new Map([['周年庆', { name: '周年庆', starts: ['2024-04-01', '2026-03-12', '2025-03-20'] }]]);
