export interface CoalesceOptions {
  /** How long the first of a batch waits for others. */
  readonly waitMs?: number;
  /** Keys of one call; the rest goes into the next. */
  readonly maxBatch?: number;
  /** Calls that run at once; while they do, later keys gather. */
  readonly maxRunning?: number;
}

interface Waiting<Value> {
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Makes single look-ups share calls: keys that arrive within `waitMs` (2) of each other, or while `maxRunning` calls are under way,
 * are loaded together. A key asked for twice in a batch is loaded once. A load that fails fails everybody in its batch.
 */
export function coalesce<Key extends string | number, Value>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  { waitMs = 2, maxBatch = 256, maxRunning = 2 }: CoalesceOptions = {},
): (key: Key) => Promise<Value | undefined> {
  const gathered = new Map<Key, Waiting<Value>[]>();
  let running = 0;
  let isDue = false;
  let timer: NodeJS.Timeout | undefined;

  const take = (): ReadonlyMap<Key, readonly Waiting<Value>[]> => {
    const batch = new Map([...gathered].slice(0, maxBatch));
    for (const key of batch.keys()) gathered.delete(key);
    return batch;
  };
  const run = async (batch: ReadonlyMap<Key, readonly Waiting<Value>[]>): Promise<void> => {
    running++;
    try {
      const values = await load([...batch.keys()]);
      for (const [key, waiting] of batch) for (const { resolve } of waiting) resolve(values.get(key));
    } catch (error) {
      for (const waiting of batch.values()) for (const { reject } of waiting) reject(error);
    } finally {
      running--;
      startDue();
    }
  };
  const startDue = (): void => {
    while (isDue && running < maxRunning && gathered.size > 0) void run(take());
    if (gathered.size === 0) isDue = false;
  };
  const due = (): void => {
    timer = undefined;
    isDue = true;
    startDue();
  };
  return (key) =>
    new Promise((resolve, reject) => {
      const waiting = gathered.get(key);
      if (waiting === undefined) gathered.set(key, [{ resolve, reject }]);
      else waiting.push({ resolve, reject });
      if (gathered.size >= maxBatch) due();
      else if (!isDue && timer === undefined) timer = setTimeout(due, waitMs);
    });
}
