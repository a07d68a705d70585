import type { CleanEvent } from '#clean';
import { isJsonObject, storable } from '#kernel';
import { type FieldType, visitLeaves } from './field-type.ts';

export type Subject = 'property' | 'trait' | 'identifier';

/** What a sample of events carried at one path. Moments are when the events happened. */
export interface FieldCount {
  readonly workspace: number;
  readonly subject: Subject;
  /** '' for traits and identifiers. */
  readonly event: string;
  readonly path: string;
  readonly types: Partial<Record<FieldType, number>>;
  readonly sources: Set<number>;
  firstAt: number;
  lastAt: number;
}

interface LibraryCount {
  readonly sourceId: number;
  readonly library: string;
  readonly version: string;
  firstAt: number;
  lastAt: number;
}

/** What was observed since the last look. */
export interface Observed {
  readonly fields: readonly FieldCount[];
  /** Of how many events, by `workspace / subject / event`. */
  readonly samples: readonly { readonly workspace: number; readonly subject: Subject; readonly event: string; readonly events: number }[];
  readonly libraries: readonly LibraryCount[];
}

export interface Observer {
  /** Looks at some of the events it is given: the first ones of each name since the last `take`, then one of many, and whatever has a name never seen. */
  observe(event: CleanEvent): void;
  take(): Observed;
}

/** Of each name of an event so many are looked at before sampling begins: a trickle is known in full. */
const firstOnes = 20;
/** Then every so manieth. */
const oneOf = 32;
/** Bounds against names that are made up anew by each event. */
const mostPaths = 500;
const mostEvents = 5_000;
const longestPath = 200;

interface Known {
  readonly keys: Set<string>;
  /** Since the last `take`. */
  count: number;
}

const textOf = (value: unknown, longest: number): string => (typeof value === 'string' ? storable(value.slice(0, longest)) : '');

/** Keeps what it saw in memory until it is taken; a sample, so that a crash may lose some seconds of it. About 10 µs an event looked at, 0.3 µs for the others. */
export function createObserver(): Observer {
  const known = new Map<string, Known>();
  let fields = new Map<string, FieldCount>();
  let samples = new Map<string, { workspace: number; subject: Subject; event: string; events: number }>();
  let libraries = new Map<string, LibraryCount>();

  const sampled = (workspace: number, subject: Subject, event: string): void => {
    const key = `${workspace}\t${subject}\t${event}`;
    const sample = samples.get(key) ?? { workspace, subject, event, events: 0 };
    sample.events++;
    samples.set(key, sample);
  };
  const saw = ({ origin, ts }: CleanEvent, subject: Subject, event: string, sent: string, type: FieldType): void => {
    if (sent.length > longestPath) return;
    const path = storable(sent);
    const key = `${origin.workspace}\t${subject}\t${event}\t${path}`;
    const field = fields.get(key) ?? { workspace: origin.workspace, subject, event, path, types: {}, sources: new Set(), firstAt: ts, lastAt: ts };
    field.types[type] = (field.types[type] ?? 0) + 1;
    field.sources.add(origin.sourceId);
    field.firstAt = Math.min(field.firstAt, ts);
    field.lastAt = Math.max(field.lastAt, ts);
    fields.set(key, field);
  };
  const isWorthALook = (event: CleanEvent): boolean => {
    const key = `${event.origin.workspace}\t${event.name}`;
    let seen = known.get(key);
    if (seen === undefined) {
      if (known.size >= mostEvents) return false;
      seen = { keys: new Set(), count: 0 };
      known.set(key, seen);
    }
    seen.count++;
    let isNew = false;
    if (seen.keys.size < mostPaths) {
      for (const name in event.properties) {
        if (seen.keys.has(name)) continue;
        seen.keys.add(name);
        isNew = true;
      }
    }
    return isNew || seen.count <= firstOnes || seen.count % oneOf === 0;
  };
  const sawLibrary = ({ origin, context }: CleanEvent): void => {
    const named = context['library'];
    if (!isJsonObject(named)) return;
    const library = textOf(named['name'], 100);
    if (library === '') return;
    const version = textOf(named['version'], 50);
    const key = `${origin.sourceId}\t${library}\t${version}`;
    const at = origin.receivedAt;
    const count = libraries.get(key) ?? { sourceId: origin.sourceId, library, version, firstAt: at, lastAt: at };
    count.lastAt = Math.max(count.lastAt, at);
    libraries.set(key, count);
  };

  return {
    observe: (event) => {
      if (!isWorthALook(event)) return;
      const { workspace } = event.origin;
      sampled(workspace, 'property', event.name);
      visitLeaves(event.properties, (path, type) => saw(event, 'property', event.name, path, type));
      sampled(workspace, 'identifier', '');
      for (const kind of new Set(event.identifiers.map((identifier) => identifier.kind))) saw(event, 'identifier', '', kind, 'texts');
      if (event.traits.length > 0) {
        sampled(workspace, 'trait', '');
        for (const { path, value } of event.traits) visitLeaves({ [path]: value }, (leaf, type) => saw(event, 'trait', '', leaf, type));
      }
      sawLibrary(event);
    },
    take: () => {
      const observed = { fields: [...fields.values()], samples: [...samples.values()], libraries: [...libraries.values()] };
      fields = new Map();
      samples = new Map();
      libraries = new Map();
      for (const seen of known.values()) seen.count = 0;
      return observed;
    },
  };
}
