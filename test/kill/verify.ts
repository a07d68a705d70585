import { expect } from 'vitest';
import { analytics } from '../analytics.ts';
import { pipelineState } from '../pipeline-state.ts';
import type { Product } from '../product.ts';
import { expectationOf } from './population.ts';

interface TableCount {
  readonly rows: number;
  readonly places: number;
}

const eventTables = ['event', 'event_timeline', 'event_time'] as const;

/** Every acknowledged event is there exactly once, in every table that events feed, and profiles are what the events say. */
export async function verify(product: Product, acknowledged: ReadonlySet<number>): Promise<void> {
  const state = await pipelineState(product);
  expect(state).toMatchObject({ lag: 0, parked: 0 });
  await verifyTables(product, acknowledged, state.passed);
  await verifyProfiles(product, acknowledged);
}

async function verifyTables(product: Product, acknowledged: ReadonlySet<number>, passed: number): Promise<void> {
  for (const table of eventTables) {
    const [count] = await analytics<TableCount>(product, `SELECT count() AS rows, uniqExact(log_position, log_index) AS places FROM ${table}`);
    expect({ table, ...count }).toEqual({ table, rows: passed, places: passed });
  }
  for (const table of ['event', 'event_timeline']) {
    const twice = await analytics(product, `SELECT message_id, count() AS times FROM ${table} GROUP BY message_id HAVING times > 1 LIMIT 10`);
    expect({ table, twice }).toEqual({ table, twice: [] });
    const found = new Set(
      (await analytics<{ id: string }>(product, `SELECT message_id AS id FROM ${table}`)).map(({ id }) => Number(id.slice('kill-'.length))),
    );
    expect({ table, lost: [...acknowledged].filter((n) => !found.has(n)).slice(0, 10) }).toEqual({ table, lost: [] });
  }
  const strays = await analytics(
    product,
    `SELECT log_position, log_index FROM event WHERE (log_position, log_index) NOT IN (SELECT log_position, log_index FROM event_time) LIMIT 10`,
  );
  expect(strays).toEqual([]);
  const traits = await analytics(product, `SELECT log_position, log_index, trait, count() AS times FROM trait_change GROUP BY ALL HAVING times > 1 LIMIT 10`);
  expect(traits).toEqual([]);
}

async function verifyProfiles(product: Product, acknowledged: ReadonlySet<number>): Promise<void> {
  const ids = new Set<unknown>();
  for (const [person, expected] of expectationOf(acknowledged)) {
    if (expected.level === undefined) continue;
    const profile = await product.api('GET', `/profiles/lookup?kind=user_id&value=user-${person}`);
    expect(profile).toMatchObject({ eventCount: expected.events, traits: { level: expected.level } });
    ids.add(typeof profile === 'object' && profile !== null && 'id' in profile ? profile.id : undefined);
    const anonymous = await product.api('GET', `/profiles/lookup?kind=anonymous_id&value=anon-${person}`);
    expect(anonymous).toMatchObject({ id: [...ids].at(-1) });
  }
  const [mirror] = await analytics<{ profiles: number; rows: number; ids: number }>(
    product,
    `SELECT countIf(merged_into = 0) AS profiles, count() AS rows, uniqExact(profile_id) AS ids FROM profile`,
  );
  expect(mirror?.rows).toBe(mirror?.ids);
  expect(mirror?.profiles).toBe(expectationOf(acknowledged).size);
}
