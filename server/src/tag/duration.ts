import type { DurationJson } from '@danqing/contracts';
import { lastBounds } from '#kernel';

/** How long a duration is, counted back from a moment: months by calendar. Milliseconds. */
export const durationMs = ({ n, unit }: DurationJson, at: number, timezone: string): number => at + 1 - lastBounds(at, n, unit, timezone).fromMs;
