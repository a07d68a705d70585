import { isIPv4, isIPv6 } from 'node:net';
import { decodeValue } from './mmdb-value.ts';

/** A file in the MaxMind DB format, version 2 (https://maxmind.github.io/MaxMind-DB/): a binary tree over the bits of addresses, whose leaves point to records. */
export interface Mmdb {
  readonly type: string;
  readonly builtAt: Date;
  readonly nodes: number;
  /** The record of an address; undefined where there is none. Throws an Error where the file is damaged. */
  get(ip: string): unknown;
}

const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** The metadata stands within the last 128 KiB. */
const tailBytes = 128 * 1024;
/** Zeros between tree and data. */
const separatorBytes = 16;
const v4Start = 96;

/**
 * Opens a file that people brought. Written here because the ready reader follows pointers as they are: records of records of records, each twice, keep it busy for ever, and the file is read for
 * every event. Throws an Error for what is no such file.
 */
export function openMmdb(bytes: Buffer): Mmdb {
  const from = Math.max(0, bytes.length - tailBytes);
  const at = bytes.subarray(from).lastIndexOf(marker);
  if (at === -1) throw new Error('its metadata is missing');
  const start = from + at + marker.length;
  const metadata = decodeValue(bytes.subarray(start), 0);
  if (!(metadata instanceof Map)) throw new Error('its metadata is missing');
  const numberOf = (name: string): number => {
    const value: unknown = metadata.get(name);
    if (typeof value !== 'number') throw new Error(`its metadata lacks ${name}`);
    return value;
  };
  const [nodes, recordBits, version] = [numberOf('node_count'), numberOf('record_size'), numberOf('ip_version')];
  const treeBytes = (nodes * recordBits) / 4;
  const dataAt = treeBytes + separatorBytes;
  if (![24, 28, 32].includes(recordBits) || ![4, 6].includes(version) || nodes < 1 || dataAt > start - marker.length) throw new Error('its tree is impossible');
  const data = bytes.subarray(dataAt, start - marker.length);
  const child = (node: number, bit: number): number => recordOf(bytes, (node * recordBits) / 4, recordBits, bit);
  const root = version === 6 ? descend(child, nodes, 0, new Uint8Array(v4Start / 8)) : 0;
  const type: unknown = metadata.get('database_type');
  const epoch: unknown = metadata.get('build_epoch');
  return {
    type: typeof type === 'string' ? type : '',
    builtAt: new Date(typeof epoch === 'number' ? epoch * 1000 : Number.NaN),
    nodes,
    get: (ip) => {
      const address = addressOf(ip);
      if (address === undefined || (address.length === 16 && version === 4)) return undefined;
      const found = descend(child, nodes, address.length === 4 ? root : 0, address);
      return found <= nodes ? undefined : decodeValue(data, found - nodes - separatorBytes);
    },
  };
}

/** The record where the address's bits lead: a node below `nodes`, nothing at it, data above it. */
function descend(child: (node: number, bit: number) => number, nodes: number, from: number, address: Uint8Array): number {
  let node = from;
  for (let bit = 0; bit < address.length * 8 && node < nodes; bit++) node = child(node, ((address[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  return node;
}

/** A node is two records; of 28 bits each, their highest four share the byte between them. */
function recordOf(bytes: Buffer, at: number, bits: number, side: number): number {
  switch (bits) {
    case 24:
      return bytes.readUIntBE(at + side * 3, 3);
    case 32:
      return bytes.readUInt32BE(at + side * 4);
    default: {
      const shared = bytes.readUInt8(at + 3);
      return side === 0 ? (shared >> 4) * 2 ** 24 + bytes.readUIntBE(at, 3) : (shared & 15) * 2 ** 24 + bytes.readUIntBE(at + 4, 3);
    }
  }
}

const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/** Four bytes or sixteen; an address of version 4 that is written as one of version 6 is itself. */
function addressOf(ip: string): Uint8Array | undefined {
  const text = mapped.exec(ip)?.[1] ?? ip;
  if (isIPv4(text)) return Uint8Array.from(text.split('.'), Number);
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const tail = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  const plain =
    tail === null ? text : `${tail[1]}${(Number(tail[2]) * 256 + Number(tail[3])).toString(16)}:${(Number(tail[4]) * 256 + Number(tail[5])).toString(16)}`;
  const [left = [], right] = plain.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const groups = right === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return Uint8Array.from(groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}
