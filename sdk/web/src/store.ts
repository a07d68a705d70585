/** Where something survives the page. Every call may fail silently: private windows, full disks and forbidden storage are everyday. */
export interface Store {
  get(key: string): string | null;
  /** False when it could not be kept. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  keys(): readonly string[];
}

/** The browser's localStorage below a prefix; `mayWrite` is asked before every write, so that nothing is stored without consent. */
export function openStore(prefix: string, mayWrite: () => boolean): Store {
  const quietly = <Result>(use: (storage: Storage) => Result, otherwise: Result): Result => {
    try {
      return use(localStorage);
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => quietly((storage) => storage.getItem(prefix + key), null),
    set: (key, value) =>
      mayWrite() &&
      quietly((storage) => {
        storage.setItem(prefix + key, value);
        return true;
      }, false),
    remove: (key) => quietly((storage) => storage.removeItem(prefix + key), undefined),
    keys: () =>
      quietly(
        (storage) =>
          Object.keys(storage)
            .filter((key) => key.startsWith(prefix))
            .map((key) => key.slice(prefix.length)),
        [],
      ),
  };
}
