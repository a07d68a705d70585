import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { constants, createZstdCompress, zstdDecompress } from 'node:zlib';

/** What a slice sends to ClickHouse, in this order. Bodies are JSONEachRow lines. */
export interface Parcel {
  /** Lines for event_feed, whose views fill event, event_timeline and event_time; each ends with a line feed. */
  readonly events: Buffer;
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
  readonly consents: readonly string[];
  /** States of accounts of several keys, and which keys lead where. */
  readonly accountStates: readonly string[];
  readonly accountAliases: readonly string[];
  /** Of merges and unmerges by hand: profile ids with the root they lead to now, mirror rows that may be missing, and consents that went with a merge. */
  readonly moves: readonly string[];
  readonly returned: readonly string[];
  readonly consentsGone: readonly string[];
  /** People whom ClickHouse is to forget: `erase/parcel-line.ts`. */
  readonly erasures: readonly string[];
  /** Of the past through new cleaning rules: events to rewrite (lines of event_stage), and what others say of traits now. */
  readonly corrections: readonly string[];
  readonly sayings: readonly string[];
}

export const emptyParcel: Parcel = {
  events: Buffer.alloc(0),
  traits: [],
  profiles: [],
  staged: [],
  stagedWorkspaces: [],
  aliases: [],
  quarantine: [],
  entities: [],
  entityRewrites: [],
  consents: [],
  accountStates: [],
  accountAliases: [],
  moves: [],
  returned: [],
  consentsGone: [],
  erasures: [],
  corrections: [],
  sayings: [],
};

const decompress = promisify(zstdDecompress);

/** New parts come last: a row that an earlier version left in the outbox has none of them. */
const parts = [
  'traits',
  'profiles',
  'staged',
  'aliases',
  'quarantine',
  'entities',
  'entityRewrites',
  'consents',
  'moves',
  'returned',
  'consentsGone',
  'erasures',
  'accountStates',
  'accountAliases',
  'corrections',
  'sayings',
] as const;

/** Lines contain no line feed (JSON escapes it), so parts are told apart by counts; the events come first. Compressed off the event loop. */
export function packParcel(parcel: Parcel): Promise<Buffer> {
  const counts = [countLines(parcel.events), ...parts.map((part) => parcel[part].length)];
  const head = `${JSON.stringify({ stagedWorkspaces: parcel.stagedWorkspaces, counts })}\n`;
  const rest = parts.flatMap((part) => parcel[part]).join('\n');
  // Part by part: the events are some 25 MB, and putting all into one buffer first was a fiftieth of the worker's time.
  const packing = createZstdCompress({ chunkSize: outputBytes, params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  packing.write(head);
  packing.write(parcel.events);
  packing.end(rest);
  return buffer(packing);
}

/** What the compressor gives at a time; an event becomes about a hundred bytes. */
const outputBytes = 1024 * 1024;
const lineFeed = 10;

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count++;
  return count;
}

/** The byte after so many lines. The last line of a parcel has no line feed. */
function endOfLines(bytes: Buffer, from: number, count: number): number {
  let end = from;
  for (let line = 0; line < count; line++) {
    const feed = bytes.indexOf(lineFeed, end);
    if (feed < 0) return bytes.length;
    end = feed + 1;
  }
  return end;
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
  const plain = await decompress(bytes);
  const headEnd = endOfLines(plain, 0, 1);
  const head: unknown = JSON.parse(plain.toString('utf8', 0, headEnd));
  if (!isHead(head)) throw new Error('the outbox row does not begin like a parcel');
  const [eventCount = 0, ...counts] = head.counts;
  const eventsEnd = endOfLines(plain, headEnd, eventCount);
  const lines = plain.toString('utf8', eventsEnd).split('\n');
  let from = 0;
  const take = (index: number): readonly string[] => {
    const count = counts[index] ?? 0;
    from += count;
    return lines.slice(from - count, from);
  };
  const taken = parts.map((_, index) => take(index));
  const of = (part: (typeof parts)[number]): readonly string[] => taken[parts.indexOf(part)] ?? [];
  return {
    events: plain.subarray(headEnd, eventsEnd),
    stagedWorkspaces: head.stagedWorkspaces,
    traits: of('traits'),
    profiles: of('profiles'),
    staged: of('staged'),
    aliases: of('aliases'),
    quarantine: of('quarantine'),
    entities: of('entities'),
    entityRewrites: of('entityRewrites'),
    consents: of('consents'),
    accountStates: of('accountStates'),
    accountAliases: of('accountAliases'),
    corrections: of('corrections'),
    sayings: of('sayings'),
    moves: of('moves'),
    returned: of('returned'),
    consentsGone: of('consentsGone'),
    erasures: of('erasures'),
  };
}
