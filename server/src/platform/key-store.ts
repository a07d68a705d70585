import { open } from 'lmdb';

/** A durable map of short binary keys and values (LMDB), safe for one writer. A transaction is synced when it returns. */
export interface KeyStore {
  get(key: Buffer): Buffer | undefined;
  /** Only inside `transaction`. */
  put(key: Buffer, value: Buffer): void;
  transaction(work: () => void): void;
  close(): Promise<void>;
}

export function openKeyStore(path: string): KeyStore {
  const environment = open<Buffer, Buffer>({ path, encoding: 'binary', keyEncoding: 'binary', overlappingSync: false });
  return {
    get: (key) => environment.get(key),
    put: (key, value) => environment.putSync(key, value),
    transaction: (work) => {
      environment.transactionSync(work);
    },
    close: () => environment.close(),
  };
}
