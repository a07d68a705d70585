import type { Task } from '#govern';

/** How fast a running task goes, and how long the rest takes at that rate; nulls where nobody can know. Its unit is that of the progress. */
export function paceOf({ state, progress, startedAt }: Task, nowMs: number): { readonly ratePerSecond: number | null; readonly remainingMs: number | null } {
  const elapsedMs = startedAt === null ? 0 : nowMs - startedAt.getTime();
  // In its first second a rate is chance.
  if (state !== 'running' || progress === null || progress.done <= 0 || elapsedMs < 1000) return { ratePerSecond: null, remainingMs: null };
  const ratePerSecond = (progress.done / elapsedMs) * 1000;
  const remainingMs = progress.total === null ? null : Math.max(0, Math.round(((progress.total - progress.done) / ratePerSecond) * 1000));
  return { ratePerSecond, remainingMs };
}
