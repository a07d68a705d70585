import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { connectPostgres, migratePostgres, type Postgres } from '#platform';
import { putUnmerge } from './put.ts';

const folder = fileURLToPath(new URL('../../../../db/postgres/', import.meta.url));
const firstWithHomes = '015-homes.sql';
const name = `test_${randomBytes(6).toString('hex')}`;

let admin: Postgres;
let pg: Postgres;

/** A data folder as the version before homes left it. */
beforeAll(async () => {
  admin = connectPostgres(`${inject('postgresUrl')}/postgres`, { maxConnections: 1 });
  await admin.query(`CREATE DATABASE ${name}`);
  pg = connectPostgres(`${inject('postgresUrl')}/${name}`);
  await pg.query('CREATE TABLE public.migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())');
  for (const file of (await readdir(folder)).filter((one) => one.endsWith('.sql') && one < firstWithHomes).sort()) {
    await pg.transaction(async (tx) => {
      await tx.query(await readFile(`${folder}${file}`, 'utf8'));
      await tx.query('INSERT INTO public.migration (name) VALUES ($1)', [file]);
    });
  }
});
afterAll(async () => {
  await pg.close();
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.close();
});

const said = (value: string, message: string) => ({ v: value, t: 1, m: message, s: 1, r: 50 });

it('merges that are older than homes can be undone: identifiers and what stood out of each side come back, and the answer says that it is not exact', async () => {
  await pg.query(
    `INSERT INTO identify.profile (id, workspace, root_id, created_at) VALUES (1, 1, 1, '2026-01-01Z'), (2, 1, 1, '2026-01-02Z'), (3, 1, 1, '2026-01-03Z')`,
  );
  await pg.query(`
    INSERT INTO identify.identifier (workspace, kind, value, profile_id, home_id, source_id, first_seen, last_seen)
    VALUES (1, 'user_id', 'u1', 1, 1, 1, '2026-01-01Z', '2026-01-01Z'), (1, 'email', 'b@x.cn', 1, 2, 1, '2026-01-02Z', '2026-01-02Z'),
           (1, 'anonymous_id', 'a3', 1, 3, 1, '2026-01-03Z', '2026-01-03Z')`);
  await pg.query(`
    INSERT INTO identify.merge (workspace, into_id, from_id, cause, message_id, merged_at)
    VALUES (1, 2, 3, 'event', 'm', now()), (1, 1, 2, 'alias', 'n', now())`);
  const [one, two, three] = [said('Beijing', 'm1'), said('x', 'm2'), said('z', 'm3')];
  for (const [id, traits] of [
    [1, { city: one, x: two, z: three }],
    [2, { x: two, z: three }],
    [3, { z: three }],
  ])
    await pg.query(`INSERT INTO profile.core (profile_id, workspace, traits, updated_at) VALUES ($1, 1, $2, '2026-02-01Z')`, [id, JSON.stringify(traits)]);

  await migratePostgres(pg);
  const [merge] = await pg.query<{ id: number }>('SELECT id FROM identify.merge WHERE into_id = 1');
  const change = await pg.transaction((tx) => putUnmerge(tx, { workspace: 1, mergeId: merge?.id ?? 0, author: 'x', reason: null, at: Date.UTC(2026, 2, 1) }));
  expect(change).toMatchObject({
    isExact: false,
    groups: [
      { rootId: 1, homes: [1] },
      { rootId: 2, homes: [2, 3] },
    ],
  });
  expect(await pg.query('SELECT value, profile_id AS profile FROM identify.identifier ORDER BY home_id')).toEqual([
    { value: 'u1', profile: 1 },
    { value: 'b@x.cn', profile: 2 },
    { value: 'a3', profile: 2 },
  ]);
  expect(await pg.query('SELECT profile_id AS id, traits FROM profile.core WHERE profile_id < 3 ORDER BY id')).toEqual([
    { id: 1, traits: { city: one } },
    { id: 2, traits: { x: two, z: three } },
  ]);
  expect(await pg.query('SELECT id, created_at FROM identify.profile WHERE root_id = id ORDER BY id')).toEqual([
    { id: 1, created_at: new Date('2026-01-01Z') },
    { id: 2, created_at: new Date('2026-01-02Z') },
  ]);
});
