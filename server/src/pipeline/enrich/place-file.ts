import { statSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placeFinder, type PlaceOf } from '#clean';
import { Fault } from '#kernel';
import { openMmdb } from './mmdb.ts';

/** What is known of the file that people brought. */
interface PlaceFileState {
  readonly type: string;
  readonly builtAt: string | null;
  readonly bytes: number;
  readonly nodes: number;
}

/** The file that tells where network addresses are, in the data folder; followed by its date, so that a new one counts within seconds in every process. */
export interface PlaceFile {
  current(): PlaceOf | undefined;
  state(): PlaceFileState | undefined;
  /** Puts another one in its place. Throws DQ_PLACE_FILE for what is none. */
  put(bytes: Buffer): Promise<void>;
  remove(): Promise<void>;
  /** Reads it now, if it has changed. */
  look(): Promise<void>;
  close(): void;
}

const lookEveryMs = 5_000;
const name = 'place.mmdb';
export const longestPlaceFile = 160 * 1024 * 1024;

interface Loaded {
  readonly placeOf: PlaceOf;
  readonly state: PlaceFileState;
}

function load(bytes: Buffer, language: string): Loaded {
  try {
    const { type, builtAt, nodes, get } = openMmdb(bytes);
    return {
      placeOf: placeFinder(get, language),
      state: { type, builtAt: Number.isNaN(builtAt.getTime()) ? null : builtAt.toISOString(), bytes: bytes.byteLength, nodes },
    };
  } catch (cause) {
    throw new Fault('DQ_PLACE_FILE', 400, 'the file is no database of places (MaxMind DB, .mmdb)', { cause });
  }
}

/** `language`: of the names that are put in, such as zh-CN. */
export async function openPlaceFile(folder: string, language: string): Promise<PlaceFile> {
  const path = join(folder, name);
  let loaded: Loaded | undefined;
  let stamp = '';
  const stampNow = (): string => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? '' : `${found.mtimeMs}/${found.size}/${found.ino}`;
  };
  const look = async (): Promise<void> => {
    const now = stampNow();
    if (now === stamp) return;
    stamp = now;
    // What is there and cannot be read is as if it were not there; `put` has checked what people brought.
    loaded =
      now === ''
        ? undefined
        : await readFile(path)
            .then((bytes) => load(bytes, language))
            .catch(() => undefined);
  };
  await look();
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();
  return {
    current: () => loaded?.placeOf,
    state: () => loaded?.state,
    look,
    put: async (bytes) => {
      load(bytes, language);
      await mkdir(folder, { recursive: true });
      await writeFile(`${path}.new`, bytes);
      await rename(`${path}.new`, path);
      await look();
    },
    remove: async () => {
      await rm(path, { force: true });
      await look();
    },
    close: () => clearInterval(timer),
  };
}
