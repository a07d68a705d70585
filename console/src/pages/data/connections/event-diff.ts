/** One place of a message that two mappings make differently; undefined: it is not there. */
export interface EventChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ComparedEvent {
  /** Undefined: only the other mapping makes it. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly changes: readonly EventChange[];
}

/** Says when and where it was made, and nothing of the data. */
const ofTheRun: ReadonlySet<string> = new Set(['sentAt', 'receivedAt']);

function* leaves(value: unknown, path: string): Generator<readonly [string, string]> {
  if (typeof value !== 'object' || value === null) yield [path, typeof value === 'string' ? value : JSON.stringify(value)];
  else for (const [key, child] of Object.entries(value)) if (!(path === '' && ofTheRun.has(key))) yield* leaves(child, path === '' ? key : `${path}.${key}`);
}

const leavesOf = (event: unknown): ReadonlyMap<string, string> => new Map(leaves(event, ''));

function changesOf(before: unknown, after: unknown): readonly EventChange[] {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path) => ({ path, before: was.get(path), after: is.get(path) }))
    .filter((change) => change.before !== change.after);
}

const idOf = (event: unknown): unknown => (typeof event === 'object' && event !== null ? Reflect.get(event, 'messageId') : undefined);
const nameOf = (event: unknown): string => {
  const named: unknown = typeof event === 'object' && event !== null ? (Reflect.get(event, 'event') ?? Reflect.get(event, 'type')) : undefined;
  return typeof named === 'string' ? named : '';
};

/** The messages that two mappings make of the same rows, side by side: by their ids, and where these differ in the order they come. */
export function compareEvents(before: readonly unknown[], after: readonly unknown[]): readonly ComparedEvent[] {
  const ids = new Map(after.map((event) => [idOf(event), event]));
  const paired = new Map(before.map((event) => [event, ids.get(idOf(event))]));
  const taken = new Set(paired.values());
  const left = after.filter((event) => !taken.has(event));
  const pairs: (readonly [unknown, unknown])[] = before.map((event) => [event, paired.get(event) ?? left.shift()]);
  return [...pairs, ...left.map((event) => [undefined, event] as const)].map(([was, is]) => ({
    before: was === undefined ? undefined : nameOf(was),
    after: is === undefined ? undefined : nameOf(is),
    changes: was === undefined || is === undefined ? [] : changesOf(was, is),
  }));
}
