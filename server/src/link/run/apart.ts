import { readApart, rootsOfProfiles } from '#identify';
import type { PostgresSession } from '#platform';
import { readDifferent } from './pair.store.ts';

/** Roots of today of which somebody has said in review that they are two people. */
export async function saidDifferent(pg: PostgresSession, workspace: number): Promise<readonly (readonly [number, number])[]> {
  const pairs = await readDifferent(pg, workspace);
  const roots = await rootsOfProfiles(pg, workspace, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
  return pairs.flatMap(({ a, b }) => {
    const [x, y] = [roots.get(a), roots.get(b)];
    return x === undefined || y === undefined || x === y ? [] : [[x, y] as const];
  });
}

/** Whether two roots are never to be linked: by what was said in review, or because they were one and were taken apart. */
export async function apartTest(pg: PostgresSession, workspace: number): Promise<(a: number, b: number) => boolean> {
  const said = await saidDifferent(pg, workspace);
  const separated = (await readApart(pg, workspace)).map(({ a, b }) => [a, b] as const);
  const keys = new Set([...said, ...separated].map(([a, b]) => keyOf(a, b)));
  return (a, b) => keys.has(keyOf(a, b));
}

const keyOf = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;
