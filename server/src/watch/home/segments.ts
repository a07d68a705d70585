import type { HomeBlock, HomeSegment } from '@danqing/contracts';
import { readHealth } from '#evaluate';
import { readSizeHistory } from './sizes.read.ts';
import type { HomeAsk, HomeDeps } from './deps.ts';

const dayMs = 86_400_000;
const days = 7;
const shown = 6;

/** The segments that moved most within seven days, by share of their size; where none moved, the largest. */
export async function movedSegments({ pg, lookup }: HomeDeps, { workspace, nowMs }: HomeAsk): Promise<HomeBlock> {
  const since = nowMs - days * dayMs;
  const [definitions, names, history] = await Promise.all([
    readHealth(pg, workspace),
    lookup.names?.(workspace),
    readSizeHistory(pg, workspace, new Date(since)),
  ]);
  const called = new Map((names?.segments ?? []).flatMap(({ key, name }) => (name === '' ? [] : [[key, name] as const])));
  const segments = definitions.flatMap(({ kind, definitionId, key, count }): readonly HomeSegment[] => {
    if (kind !== 'segment' || count === null) return [];
    const samples = history.filter(({ id }) => id === definitionId);
    const sizeAt = (ms: number): number => samples.findLast(({ at }) => at.getTime() <= ms)?.members ?? samples[0]?.members ?? count;
    const ends = Array.from({ length: days - 1 }, (_, index) => since + (index + 1) * dayMs);
    return [{ key, name: called.get(key) ?? key, count, before: sizeAt(since), days: [...ends.map(sizeAt), count] }];
  });
  const moved = ({ count, before }: HomeSegment): number => Math.abs(count - before) / Math.max(before, count, 1);
  const items = segments.toSorted((a, b) => moved(b) - moved(a) || b.count - a.count).slice(0, shown);
  return { kind: 'segments', items, asOf: new Date(nowMs).toISOString() };
}
