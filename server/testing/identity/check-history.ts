/** Holds the product against the model after one history. */
import { expect } from 'vitest';
import type { Postgres } from '#platform';
import { play, readPeople, type StoredPerson } from './history.ts';
import { MergeModel, type ModelStep } from './merge-model.ts';

/** People of the model as the store has them; `idOf`: the store's number of each home. */
function expectedPeople(model: MergeModel, idOf: ReadonlyMap<number, number>): readonly StoredPerson[] {
  const homes = [...new Set(model.homes.values())];
  const people = new Map(homes.map((home) => [[...model.person(home)].sort((a, b) => a - b).join(), model.person(home)]));
  return [...people.values()]
    .map((person) => {
      const ids = [...person].map((home) => idOf.get(home) ?? -1).sort((a, b) => a - b);
      return {
        root: ids[0] ?? -1,
        homes: ids,
        identifiers: [...model.identifiersOf(person)].sort(),
        traits: model.traitsOf(person),
        createdAt: model.firstSeen(person),
      };
    })
    .sort((a, b) => a.root - b.root);
}

/** The store's number of each of the model's homes, by the messages that went there and the identifiers they hold; fails where the two do not agree. */
async function matchHomes(pg: Postgres, workspace: number, model: MergeModel, homes: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await pg.query<{ identifier: string; home: number }>(
    `SELECT kind || '=' || value AS identifier, home_id AS home FROM identify.identifier WHERE workspace = $1`,
    [workspace],
  );
  expect(rows.map(({ identifier }) => identifier).sort()).toEqual([...model.homes.keys()].sort());
  const pairs = [
    ...rows.map(({ identifier, home }) => [model.homes.get(identifier) ?? -1, home] as const),
    ...model.recorded.map((home, index) => [home, homes[index] ?? -1] as const),
  ];
  const idOf = new Map(pairs);
  for (const [home, id] of pairs) expect(idOf.get(home)).toBe(id);
  expect(new Set(idOf.values()).size).toBe(idOf.size);
  return idOf;
}

/** Plays a history in a workspace of its own, and compares people, homes, identifiers, traits, age, refusals and separations. */
export async function checkHistory(pg: Postgres, workspace: number, steps: readonly ModelStep[], sliceSize: number): Promise<void> {
  const model = new MergeModel();
  const accepted = steps.map((step) => model.step(step));
  const { homes, refused } = await play(pg, workspace, steps, sliceSize);
  expect(refused).toEqual(accepted.map((ok) => !ok));
  const idOf = await matchHomes(pg, workspace, model, homes);
  expect(await readPeople(pg, workspace)).toEqual(expectedPeople(model, idOf));
  const links = await pg.query<{ a: number; b: number; isUndone: boolean }>(
    `SELECT a_home AS a, b_home AS b, undone_at IS NOT NULL AS "isUndone" FROM identify.merge WHERE workspace = $1 ORDER BY id`,
    [workspace],
  );
  expect(links).toEqual(model.links.map(({ a, b, isUndone }) => ({ a: idOf.get(a), b: idOf.get(b), isUndone })));
}
