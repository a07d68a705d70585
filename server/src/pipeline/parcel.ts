import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

/** What a slice sends to ClickHouse, in this order. Bodies are JSONEachRow lines. */
export interface Parcel {
  /** Lines for event_feed, whose views fill event, event_timeline and event_time. */
  readonly events: readonly string[];
  readonly traits: readonly string[];
  /** New rows of the mirror. */
  readonly profiles: readonly string[];
  /** Rows of the mirror to rewrite, and the workspaces they lie in. */
  readonly staged: readonly string[];
  readonly stagedWorkspaces: readonly number[];
  readonly aliases: readonly string[];
  readonly quarantine: readonly string[];
  /** New versions of products, shops, accounts …, and versions to rewrite. */
  readonly entities: readonly string[];
  readonly entityRewrites: readonly string[];
}

export const emptyParcel: Parcel = {
  events: [],
  traits: [],
  profiles: [],
  staged: [],
  stagedWorkspaces: [],
  aliases: [],
  quarantine: [],
  entities: [],
  entityRewrites: [],
};

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** New parts come last: a row that an earlier version left in the outbox has none of them. */
const parts = ['events', 'traits', 'profiles', 'staged', 'aliases', 'quarantine', 'entities', 'entityRewrites'] as const;

/** Lines contain no line feed (JSON escapes it), so parts are told apart by counts. Compressed off the event loop. */
export function packParcel(parcel: Parcel): Promise<Buffer> {
  const head = JSON.stringify({ stagedWorkspaces: parcel.stagedWorkspaces, counts: parts.map((part) => parcel[part].length) });
  const text = [head, ...parts.flatMap((part) => parcel[part])].join('\n');
  return compress(Buffer.from(text), { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

interface Head {
  readonly stagedWorkspaces: readonly number[];
  readonly counts: readonly number[];
}

function isHead(value: unknown): value is Head {
  return (
    typeof value === 'object' &&
    value !== null &&
    'counts' in value &&
    Array.isArray(value.counts) &&
    'stagedWorkspaces' in value &&
    Array.isArray(value.stagedWorkspaces)
  );
}

export async function unpackParcel(bytes: Buffer): Promise<Parcel> {
  const [first = '', ...lines] = (await decompress(bytes)).toString('utf8').split('\n');
  const head: unknown = JSON.parse(first);
  if (!isHead(head)) throw new Error('the outbox row does not begin like a parcel');
  let from = 0;
  const take = (index: number): readonly string[] => {
    const count = head.counts[index] ?? 0;
    from += count;
    return lines.slice(from - count, from);
  };
  const [events = [], traits = [], profiles = [], staged = [], aliases = [], quarantine = [], entities = [], entityRewrites = []] = parts.map((_, index) =>
    take(index),
  );
  return { events, traits, profiles, staged, stagedWorkspaces: head.stagedWorkspaces, aliases, quarantine, entities, entityRewrites };
}
