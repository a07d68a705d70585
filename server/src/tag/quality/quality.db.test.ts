import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

/** 300 profiles: a score that grows with the id, a city by thirds that not everybody has, orders of the upper half. */
const count = 300;
const scoreOf = (id: number): number => (id * 7919) % 1000;
const cityOf = (id: number): string | undefined => (id % 5 === 0 ? undefined : (['Beijing', 'Shanghai', 'Chengdu'][id % 3] ?? ''));
const hasOrdered = (id: number): boolean => scoreOf(id) > 700 || id % 10 === 0;
const ids = Array.from({ length: count }, (_, index) => index + 1);

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles(Object.fromEntries(ids.map((id) => [id, { score: scoreOf(id), ...(cityOf(id) === undefined ? {} : { city: cityOf(id) ?? '' }) }])));
  await world.addEvents(ids.filter(hasOrdered).map((profile) => ({ profile, at: '2026-05-30T00:00:00Z', properties: { revenue: 1 } })));
  await world.call('POST', '/segments', { key: 'buyers', name: 'Buyers', rule: { did: 'Order Completed' }, refresh: 'manual' });
  await world.call('POST', '/tags', { key: 'points', definition: { trait: 'score' }, type: 'number', refresh: 'manual' });
  await world.call('POST', '/tags', { key: 'place', definition: { trait: 'city' }, refresh: 'manual' });
  await world.settle();
});
afterAll(() => world.close());

const card = async (url: string) => (await world.call('GET', url)).body;

/** Type 7, written apart from the product. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)] ?? 0;
  return low + (place % 1) * ((sorted[Math.ceil(place)] ?? low) - low);
}

/** Siddiqi's information value over cells with half a profile more each. */
function informationValue(cells: readonly { readonly yes: number; readonly no: number }[]): number {
  const yes = cells.reduce((sum, cell) => sum + cell.yes + 0.5, 0);
  const no = cells.reduce((sum, cell) => sum + cell.no + 0.5, 0);
  return cells.reduce(
    (sum, cell) => sum + ((cell.yes + 0.5) / yes - (cell.no + 0.5) / no) * (Math.log((cell.yes + 0.5) / yes) - Math.log((cell.no + 0.5) / no)),
    0,
  );
}

describe('the quality card of a number', () => {
  it('has deciles, coverage and an information value as an independent computation has', async () => {
    const found = await card('/tags/points/quality?goal=buyers');
    const scores = ids.map(scoreOf);
    const borders = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((q) => quantile(scores, q));
    const binOf = (score: number): number => borders.filter((border) => border < score).length;
    const cells = Array.from({ length: 10 }, (_, bin) => {
      const inside = ids.filter((id) => binOf(scoreOf(id)) === bin);
      return { yes: inside.filter(hasOrdered).length, no: inside.filter((id) => !hasOrdered(id)).length };
    });
    expect([found.total, found.known, found.coverage]).toEqual([count, count, 1]);
    expect(found.distribution.bins.map((bin: { count: number }) => bin.count)).toEqual([...cells.map(({ yes, no }) => yes + no), 0]);
    expect(found.distribution.bins[3].to).toBeCloseTo(borders[3] ?? 0, 9);
    expect(found.power.informationValue).toBeCloseTo(informationValue(cells), 9);
    expect(found.power.bins.map(({ positives }: { positives: number }) => positives)).toEqual(cells.map(({ yes }) => yes));
    expect([found.power.positives, found.power.level]).toEqual([ids.filter(hasOrdered).length, 'suspicious']);
    expect(found.verdict).toMatchObject({ grade: 'limited', collectable: { grade: 'good' }, usable: { grade: 'limited' } });
  });

  it('measures drift against a moment or a version, with the bins of then', async () => {
    expect((await card('/tags/points/quality')).drift).toBeNull();
    world.clock.advance(86_400_000);
    await world.stores.clickhouse.command(`UPDATE profile SET traits = '{"score":"900"}' WHERE profile_id <= 60`);
    await world.call('PUT', '/tags/points', { description: 'moved' });
    // A new description makes a version and computes nothing.
    await world.call('POST', '/tags/points/compute');
    await world.settle();
    world.clock.advance(1000);
    const [byMoment, byVersion] = [await card('/tags/points/quality?reference=2026-06-01T12:00:00Z'), await card('/tags/points/quality?version=1')];
    const borders = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((q) => quantile(ids.map(scoreOf), q));
    const shares = (scores: readonly number[]): readonly number[] => {
      const counts = Array.from({ length: 10 }, (_, bin) => scores.filter((score) => borders.filter((border) => border < score).length === bin).length + 0.5);
      return counts.map((each) => each / (count + 5));
    };
    const [then, now] = [shares(ids.map(scoreOf)), shares(ids.map((id) => (id <= 60 ? 900 : scoreOf(id))))];
    const psi = now.reduce((sum, share, index) => sum + (share - (then[index] ?? 1)) * Math.log(share / (then[index] ?? 1)), 0);
    expect(byMoment.drift.psi).toBeCloseTo(psi, 9);
    expect(byVersion.drift).toEqual({ ...byMoment.drift, reference: expect.objectContaining({ version: 1, coverage: 1 }) });
    expect([byMoment.drift.level, byMoment.verdict.trusted.grade]).toEqual(['shifting', 'limited']);
  });
});

describe('the quality card of texts', () => {
  it('counts the most frequent values, and those without one as a bin of their own', async () => {
    const found = await card(`/tags/place/quality?goal=${encodeURIComponent(JSON.stringify({ did: 'Order Completed' }))}`);
    const known = ids.filter((id) => cityOf(id) !== undefined);
    expect([found.known, found.coverage]).toEqual([known.length, known.length / count]);
    expect(found.distribution.bins.map(({ label, count: many }: { label: string; count: number }) => [label, many])).toEqual([
      ['Beijing', 80],
      ['Chengdu', 80],
      ['Shanghai', 80],
      ['(other)', 0],
      ['(unknown)', 60],
    ]);
    const cells = ['Beijing', 'Chengdu', 'Shanghai', undefined].map((city) => {
      const inside = ids.filter((id) => cityOf(id) === city);
      return { yes: inside.filter(hasOrdered).length, no: inside.filter((id) => !hasOrdered(id)).length };
    });
    expect(found.power.informationValue).toBeCloseTo(informationValue(cells), 9);
    expect(found.power.goal.zh).not.toBe('');
  });

  it('refuses goals and parts that do not exist', async () => {
    const [goal, json, field, version] = await Promise.all(
      ['goal=nobody', 'goal=%7Bx', 'field=tier', 'version=9'].map((query) => world.call('GET', `/tags/place/quality?${query}`)),
    );
    expect([goal?.status, json?.body.errors[0].code, field?.body.errors[0].path, version?.status]).toEqual([400, 'DQ_NOT_JSON', '/query/field', 404]);
  });
});

describe('the quality card of a trait', () => {
  const said = (profile: number, source: string, value: string, at: string) => ({
    workspace: world.workspace,
    trait: 'level',
    origin_id: profile,
    profile_id: profile,
    ts: at,
    trust: 1,
    value,
    message_id: `${profile}${source}`,
    source,
    received_at: at,
  });

  it('knows where sources disagree and how old the words are', async () => {
    await world.addProfiles({ 901: { level: 'gold' }, 902: { level: 'gold' }, 903: { level: 'silver' } });
    const rows = [
      said(901, 'crm', 'gold', '2026-05-23T12:00:00Z'),
      said(901, 'shop', 'silver', '2026-05-03T12:00:00Z'),
      said(902, 'crm', 'gold', '2026-05-13T12:00:00Z'),
      said(902, 'shop', 'gold', '2026-05-12T12:00:00Z'),
      said(903, 'crm', 'silver', '2026-06-02T12:00:00Z'),
      said(903, 'shop', '', '2026-06-02T12:00:00Z'),
    ];
    await world.stores.clickhouse.insert('trait_change', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')));
    const found = await card('/traits/level/quality');
    expect([found.type, found.known, found.conflicts]).toEqual(['text', 3, { compared: 2, disputed: 1, share: 1 / 3 }]);
    expect(found.freshness.confirmedAt).toBeNull();
    expect(found.freshness.ages.find(({ q }: { q: number }) => q === 0.5).days).toBeCloseTo(10, 3);
    expect(found.verdict.collectable.grade).toBe('poor');
    expect(found.verdict.trusted.reasons.map(({ grade }: { grade: string }) => grade)).toContain('poor');
    expect((await card('/traits/score/quality')).type).toBe('number');
  });
});
