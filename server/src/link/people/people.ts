import { createHash } from 'node:crypto';
import type { KindRules } from '#clean';
import { type LinkRecord, readPeople, type RecordSource } from '#identify';
import type { PostgresSession } from '#platform';
import { readTraitTexts } from '#profile';
import { readSeen, writeSeen } from './seen.store.ts';

/** Profiles of one statement. */
const profilesEach = 2_000;

export interface PeopleOptions {
  readonly pg: PostgresSession;
  readonly rules: KindRules;
  readonly workspace: number;
  /** Paths of traits. */
  readonly columns: readonly string[];
}

/** What a value counts as: blocked ones as if nothing had been said. */
export const usableValue = (rules: KindRules, column: string, value: string | undefined): string =>
  value === undefined || rules.ruleOf(column).isBlocked(value.trim()) ? '' : value;

/** The compared values of roots, in the order of `columns`; '' where nothing is known. `own`: of any profile ids what each itself says. */
export async function readValues({ pg, rules, columns }: PeopleOptions, ids: readonly number[], own = false): Promise<ReadonlyMap<number, readonly string[]>> {
  const traits = await readTraitTexts(pg, ids, columns, own);
  return new Map(ids.map((id) => [id, columns.map((column) => usableValue(rules, column, traits.get(id)?.get(column)))]));
}

/** Of everybody the compared values, a batch at a time: roots that are people and of whom something is known. */
async function* allValues(options: PeopleOptions): AsyncGenerator<readonly (readonly [number, readonly string[]])[]> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const roots: readonly number[] = await readPeople(options.pg, options.workspace, after, profilesEach);
    yield [...(await readValues(options, roots))].filter(([, cells]) => cells.some((cell) => cell !== ''));
    after = roots.at(-1);
  }
}

/** Profiles as records of a linkage: the nth record is `ids[n]`. */
export interface People extends RecordSource {
  readonly ids: readonly number[];
  /** Of these, new or changed since they were compared. */
  changed(): number;
}

/** Just to look at: nothing is remembered of who was read. */
export function lookAtPeople(options: PeopleOptions): RecordSource {
  return {
    columns: options.columns,
    async *batches() {
      for await (const batch of allValues(options)) yield batch.map(([, cells], place) => ({ file: 0, row: place + 1, cells }));
    },
  };
}

/**
 * For the run `runId`, which is written down as having seen them. `since`: the version of the settings under which who is still the same need not be compared with who is still the
 * same; undefined: everybody is new.
 */
export function peopleOf(options: PeopleOptions, runId: number, since: number | undefined, check: () => void): People {
  const { pg, workspace } = options;
  const ids: number[] = [];
  let changed = 0;
  return {
    columns: options.columns,
    ids,
    changed: () => changed,
    async *batches() {
      ids.length = 0;
      changed = 0;
      for await (const batch of allValues(options)) {
        check();
        const hashes = new Map(batch.map(([id, cells]) => [id, hashOf(cells)]));
        const seen = since === undefined ? new Map<number, string>() : await readSeen(pg, [...hashes.keys()], since);
        const isOld = (id: number): boolean => seen.has(id) && seen.get(id) === hashes.get(id);
        const fresh = [...hashes].filter(([id]) => !isOld(id));
        await writeSeen(pg, workspace, runId, fresh);
        changed += fresh.length;
        const from = ids.length;
        ids.push(...hashes.keys());
        yield batch.map(([id, cells], place): LinkRecord => ({ file: 0, row: from + place + 1, cells, isOld: isOld(id) }));
      }
    },
  };
}

/** 96 bits: two contents that differ are never taken for the same. */
const hashOf = (cells: readonly string[]): string => createHash('sha256').update(JSON.stringify(cells)).digest('base64').slice(0, 16);
