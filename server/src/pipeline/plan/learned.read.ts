import type { PlanEvent, PlanLearned } from '@danqing/contracts';
import type { JsonObject } from '#kernel';
import type { ClickHouse, PostgresSession } from '#platform';
import { readExamples, readTraitExamples } from '#profile';
import { at, topValues } from '../catalogue/examples.ts';
import type { FieldType } from '../catalogue/field-type.ts';
import { noteKey, readNotes } from '../catalogue/note.store.ts';
import { type Came, learn } from './learn.ts';

export interface LearnedDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
  readonly sourceName: (id: number) => string | undefined;
  readonly now: number;
}

interface FieldRow extends Readonly<Record<FieldType, number>> {
  readonly path: string;
  readonly filled: number;
  readonly sources: readonly number[];
  readonly sampled: number;
}

const fields = `
  SELECT f.path, f.filled, f.texts, f.numerals, f.dates, f.numbers, f.booleans, f.lists, f.empties, f.sources, coalesce(s.events, 0) AS sampled
  FROM pipeline.field_seen f LEFT JOIN pipeline.field_sample s ON s.workspace = f.workspace AND s.subject = f.subject AND s.event = f.event
  WHERE f.workspace = $1 AND f.subject = $2 AND f.event = $3 ORDER BY f.filled DESC, f.path LIMIT 500`;

const exampleRows = 1_000;
const exampleDays = 30;
const shownValues = 13;
const dayMs = 86_400_000;
const groupTraits = 'traits.';

/** Whether a stored row has a value at a path: a scalar, a list (`a[]`), or lists and objects marked by `a{}`. In every element, of what lies in a list. */
function isFilled(row: JsonObject, path: string): boolean {
  const found = at(row, path) ?? at(row, `${path}[]`) ?? at(row, `${path}{}`);
  return found !== undefined && found !== null && found !== '' && !(Array.isArray(found) && path.includes('[].') && found.includes(null));
}

/** Of `products[].sku` the list products; undefined outside lists. */
const listOf = (path: string): string | undefined => (path.includes('[].') ? path.slice(0, path.lastIndexOf('[].')) : undefined);

async function examplesOf({ clickhouse, now }: LearnedDeps, workspace: number, event: string): Promise<readonly JsonObject[]> {
  if (event === '$identify') return (await readTraitExamples(clickhouse, workspace, exampleRows)).map(({ traits }) => traits);
  const rows = await readExamples(clickhouse, workspace, event, { from: now - exampleDays * dayMs, limit: exampleRows });
  return rows.map(({ properties }) => properties);
}

/** A draft of one event by what really came: the catalogue's shares and types, the values of recent events. Bounded reads, the same at any size. */
export async function readLearned(deps: LearnedDeps, workspace: number, event: string): Promise<PlanLearned> {
  const { pg, sourceName } = deps;
  const isIdentify = event === '$identify';
  const [rows, examples, notes] = await Promise.all([
    pg.query<FieldRow>(fields, [workspace, isIdentify ? 'trait' : 'property', isIdentify ? '' : event]),
    examplesOf(deps, workspace, event),
    readNotes(pg, workspace, isIdentify ? 'trait' : 'property', [isIdentify ? '' : event]),
  ]);
  const filledBy = new Map(rows.map(({ path, filled }) => [path, filled]));
  const seenAt = (path: string, rows: readonly JsonObject[]): number => rows.filter((row) => isFilled(row, path)).length;
  const evidence = rows.flatMap((row) => {
    const { path, sources, sampled } = row;
    if (event === '$group' && !path.startsWith(groupTraits)) return [];
    const list = listOf(path);
    const [whole, filled] = [list === undefined ? sampled : (filledBy.get(list) ?? sampled), row.filled];
    // A burst is hardly sampled: then the events themselves say more.
    const holders = list === undefined ? examples : examples.filter((one) => isFilled(one, list));
    const recent = holders.length > whole ? { sampled: holders.length, filledRecently: seenAt(path, holders) } : { sampled: whole, filledRecently: filled };
    const values = topValues(examples, path, shownValues);
    const came: Came = {
      ...row,
      path: event === '$group' ? path.slice(groupTraits.length) : path,
      sampled: recent.sampled,
      filledShare: Math.min(1, recent.filledRecently / Math.max(1, recent.sampled)),
      sources: sources.flatMap((id) => sourceName(id) ?? []),
      examples: values,
      isLong: values.length === shownValues,
      hasElements: rows.some((other) => other.path.startsWith(`${path}[].`)),
    };
    const found = learn(came);
    const description = notes.get(noteKey(isIdentify ? '' : event, path))?.description ?? '';
    return found === undefined ? [] : [{ ...found, proposal: { ...found.proposal, description } }];
  });
  const proposal: PlanEvent = { event, mode: 'observe', others: 'allow', description: '', properties: evidence.map((one) => one.proposal) };
  return { event, sampled: rows[0]?.sampled ?? 0, proposal, evidence };
}
