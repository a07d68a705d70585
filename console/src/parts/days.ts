export const dayMs = 86_400_000;

/** The day (UTC) that was so many days ago: 2026-10-24. */
export const dayBefore = (days: number): string => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
