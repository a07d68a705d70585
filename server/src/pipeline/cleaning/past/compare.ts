import { isDeepStrictEqual } from 'node:util';
import { type CleanEvent, cleanItem, isEntity } from '#clean';
import { decodeRecord } from '#collect';
import { isJsonObject, type JsonObject, objectAt, placeInLog } from '#kernel';
import type { LogRecord } from '#platform';
import { correctedLine, type SayingsLine, type StoredEvent, type StoredSaying, traitRows } from '#profile';
import { originOf } from '../../admit.ts';

/** An event that reads otherwise under the rules of now. */
export interface Difference {
  readonly event: CleanEvent;
  readonly home: number;
  /** For `event_stage`; undefined where only traits differ. */
  readonly line: string | undefined;
  readonly values: number;
  /** Traits that it says otherwise or anew, and paths of which it says nothing any more. */
  readonly traits: CleanEvent['traits'];
  readonly gone: readonly string[];
  readonly sayings: SayingsLine | undefined;
}

export interface Compared {
  readonly looked: number;
  readonly leftAlone: number;
  readonly differences: readonly Difference[];
  readonly listPaths: { readonly traits: Set<string>; readonly properties: Set<string> };
}

type Deps = Parameters<typeof originOf>[1];

const parsed = (text: string): JsonObject => objectAt(JSON.parse(text === '' ? '{}' : text));
/** A path of the history is a leaf's, or its list's. */
const pathOf = (trait: string): string => trait.replace(/\[\]$/, '');

/**
 * Reads records again and holds what comes of them against what is stored. Whose an event is, its name, its moment and whether it counts at all stay as they are: only what it carries and says is
 * corrected. Only events that are stored are looked at, so nobody who was erased comes back.
 */
export function compareRecords(records: readonly LogRecord[], stored: readonly StoredEvent[], sayings: readonly StoredSaying[], deps: Deps): Compared {
  const events = new Map(stored.map((row) => [placeInLog(row.position, row.index), row]));
  const said = Map.groupBy(sayings, (row) => placeInLog(row.position, row.index));
  const listPaths = { traits: new Set<string>(), properties: new Set<string>() };
  const differences: Difference[] = [];
  let [looked, leftAlone] = [0, 0];
  for (const record of records) {
    const origin = originOf(record, deps);
    for (const raw of decodeRecord(record)) {
      const place = placeInLog(record.position, raw.index);
      const row = events.get(place);
      if (row === undefined) continue;
      looked++;
      const outcome = cleanItem(raw, origin);
      if (outcome.kind !== 'pass') leftAlone++;
      else if (!isEntity(outcome.value)) {
        const found = differenceOf(outcome.value, row, said.get(place) ?? [], listPaths);
        if (found !== undefined) differences.push(found);
      }
    }
  }
  return { looked, leftAlone, differences, listPaths };
}

interface Saying {
  readonly trait: string;
  readonly value?: string;
  readonly items?: readonly string[];
}
const isSaying = (value: unknown): value is Saying => isJsonObject(value) && typeof value['trait'] === 'string';

function differenceOf(event: CleanEvent, row: StoredEvent, said: readonly StoredSaying[], listPaths: Compared['listPaths']): Difference | undefined {
  const before = parsed(row.payload);
  const values = valuesThatDiffer(objectAt(before['properties']), event.properties);
  const lines = traitRows(event, row.originId, row.profileId, listPaths.traits).map((line) => ({ line, saying: sayingOf(line) }));
  const standing = new Map(said.map(({ trait, value, items }) => [trait, JSON.stringify([value, items])]));
  const differing = lines.filter(({ saying: { trait, value = '', items = [] } }) => standing.get(trait) !== JSON.stringify([value, items]));
  const now = new Set(lines.map(({ saying }) => saying.trait));
  const goneTraits = [...standing.keys()].filter((trait) => !now.has(trait));
  if (values === 0 && differing.length + goneTraits.length === 0) return undefined;
  const paths = new Set(differing.map(({ saying }) => pathOf(saying.trait)));
  const nowPaths = new Set(event.traits.map(({ path }) => path));
  const { workspace, position } = event.origin;
  const sayings: SayingsLine = {
    workspace,
    home: row.originId,
    position,
    index: event.index,
    traits: [...differing.map(({ saying }) => saying.trait), ...goneTraits],
    lines: differing.map(({ line }) => line),
  };
  return {
    event,
    home: row.originId,
    line: values === 0 ? undefined : correctedLine(event, row.originId, before, listPaths.properties),
    values,
    traits: event.traits.filter(({ path }) => [...paths].some((one) => one === path || one.startsWith(`${path}.`) || one.startsWith(`${path}[`))),
    gone: [...new Set(goneTraits.map(pathOf))].filter((path) => !nowPaths.has(path)),
    sayings: sayings.traits.length === 0 ? undefined : sayings,
  };
}

function sayingOf(line: string): Saying {
  const row: unknown = JSON.parse(line);
  if (!isSaying(row)) throw new Error('a line of the trait history names no trait');
  return row;
}

/** Top-level values that are not what they were; 0: the same. */
function valuesThatDiffer(before: JsonObject, now: JsonObject): number {
  if (isDeepStrictEqual(before, now)) return 0;
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  const differing = [...names].filter((name) => !name.startsWith('$') && !isDeepStrictEqual(before[name], now[name])).length;
  return Math.max(1, differing);
}
