/** Writes files in the MaxMind DB format, version 2, for tests. */
type Value = string | number | boolean | bigint | Buffer | readonly Value[] | { readonly [name: string]: Value };

export interface TestNetwork {
  /** The bits that lead there, from the first. */
  readonly bits: string;
  readonly record: Value;
}

interface MmdbOptions {
  readonly version: 4 | 6;
  readonly recordBits: 24 | 28 | 32;
  readonly networks: readonly TestNetwork[];
}

const head = (type: number, size: number): Buffer => {
  const [bits, more] =
    size < 29 ? [size, []] : size < 285 ? [29, [size - 29]] : size < 65_821 ? [30, [(size - 285) >> 8, (size - 285) & 255]] : [31, [0, 0, 0]];
  return Buffer.from([...(type < 8 ? [(type << 5) | bits] : [bits, type - 7]), ...more]);
};

const unsigned = (value: bigint): Buffer => {
  const hex = value === 0n ? '' : value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
};

/** A value as it stands in the data section; a Buffer is bytes that are written as they are. */
export function valueOf(value: Value): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.concat([head(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'boolean') return head(14, value ? 1 : 0);
  if (typeof value === 'bigint') return Buffer.concat([head(9, unsigned(value).length), unsigned(value)]);
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return Buffer.concat([head(6, unsigned(BigInt(value)).length), unsigned(BigInt(value))]);
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return Buffer.concat([head(3, 8), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([head(11, value.length), ...value.map(valueOf)]);
  const entries = Object.entries(value);
  return Buffer.concat([head(7, entries.length), ...entries.flatMap(([name, one]) => [valueOf(name), valueOf(one)])]);
}

/** A pointer of the widest form. */
export const pointerTo = (offset: number): Buffer => {
  const bytes = Buffer.from([0x38, 0, 0, 0, 0]);
  bytes.writeUInt32BE(offset, 1);
  return bytes;
};

type Node = [Slot, Slot];
type Slot = Node | { readonly at: number } | undefined;

export function mmdbOf({ version, recordBits, networks }: MmdbOptions): Buffer {
  const root: Node = [undefined, undefined];
  const data: Buffer[] = [];
  let length = 0;
  for (const { bits, record } of networks) {
    let node = root;
    for (const [index, bit] of Array.from(bits, Number).entries()) {
      const side = bit === 1 ? 1 : 0;
      if (index === bits.length - 1) node[side] = { at: length };
      else {
        const next = node[side];
        const below: Node = Array.isArray(next) ? next : [undefined, undefined];
        node[side] = below;
        node = below;
      }
    }
    data.push(valueOf(record));
    length += data.at(-1)?.length ?? 0;
  }
  const nodes: Node[] = [];
  const number = (node: Node): void => {
    nodes.push(node);
    for (const slot of node) if (Array.isArray(slot)) number(slot);
  };
  number(root);
  const recordOf = (slot: Slot): number => (slot === undefined ? nodes.length : Array.isArray(slot) ? nodes.indexOf(slot) : nodes.length + 16 + slot.at);
  const tree = nodes.map(([left, right]) => nodeBytes(recordOf(left), recordOf(right), recordBits));
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000n,
    database_type: 'Test-City',
    description: { en: 'made by a test' },
    ip_version: version,
    languages: ['en', 'zh-CN'],
    node_count: nodes.length,
    record_size: recordBits,
  };
  return Buffer.concat([...tree, Buffer.alloc(16), ...data, Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), valueOf(metadata)]);
}

function nodeBytes(left: number, right: number, bits: number): Buffer {
  const bytes = Buffer.alloc(bits / 4);
  if (bits === 32) {
    bytes.writeUInt32BE(left, 0);
    bytes.writeUInt32BE(right, 4);
    return bytes;
  }
  bytes.writeUIntBE(left % 2 ** 24, 0, 3);
  bytes.writeUIntBE(right % 2 ** 24, bits === 24 ? 3 : 4, 3);
  if (bits === 28) bytes[3] = (Math.floor(left / 2 ** 24) << 4) | Math.floor(right / 2 ** 24);
  return bytes;
}

const eight = (byte: number): string => byte.toString(2).padStart(8, '0');
/** The first bits of an address of version 4; in a tree of version 6 behind 96 zeros. */
export const bitsOf = (ip: string, length: number, version: 4 | 6): string =>
  (version === 6 ? '0'.repeat(96) : '') + ip.split('.').map(Number).map(eight).join('').slice(0, length);
/** The first bits of an address of version 6 in full. */
export const wideBitsOf = (groups: string, length: number): string =>
  groups
    .split(':')
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    .map(eight)
    .join('')
    .slice(0, length);
