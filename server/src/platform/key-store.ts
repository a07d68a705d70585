import { open } from 'lmdb';

/** A durable map of short binary keys and values (LMDB), safe for one writer. A transaction is synced when it returns. */
export interface KeyStore {
  get(key: Buffer): Buffer | undefined;
  /** Puts a key that is not there yet; false when it is. Only inside `transaction`. */
  add(key: Buffer, value: Buffer): boolean;
  transaction(work: () => void): void;
  close(): Promise<void>;
}

export function openKeyStore(path: string): KeyStore {
  const environment = open<Buffer, Buffer>({ path, encoding: 'binary', keyEncoding: 'binary', overlappingSync: false });
  return {
    get: (key) => environment.get(key),
    add: (key, value) => {
      const isStored: unknown = environment.putSync(key, value, { noOverwrite: true }); // typed as void; false when the key is there
      return isStored !== false;
    },
    transaction: (work) => {
      environment.transactionSync(work);
    },
    close: () => environment.close(),
  };
}
