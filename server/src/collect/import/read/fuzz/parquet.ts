/** Sound Parquet files of many forms, for tests. */
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';

type Options = Parameters<typeof parquetWriteBuffer>[0];

const compressors = {
  GZIP: (input: Uint8Array) => new Uint8Array(gzipSync(input)),
  BROTLI: (input: Uint8Array) => new Uint8Array(brotliCompressSync(input)),
  ZSTD: (input: Uint8Array) => new Uint8Array(zstdCompressSync(input)),
};

const plain: Options['columnData'] = [
  { name: 'id', data: [1, 2, 3], type: 'INT32' },
  { name: 'name', data: ['a', null, 'c'], type: 'STRING', nullable: true },
  { name: 'at', data: [new Date(0), new Date(1), new Date(2)], type: 'TIMESTAMP' },
  { name: 'paid', data: [1.5, 2, 3], type: 'DOUBLE' },
  { name: 'vip', data: [true, null, false], type: 'BOOLEAN', nullable: true },
];

const nested: Options = {
  columnData: [
    { name: 'id', data: [1, 2] },
    { name: 'items', data: [[{ sku: 'A', n: 1 }, { sku: 'B' }], []] },
  ],
  schema: [
    { name: 'root', num_children: 2 },
    { name: 'id', type: 'INT32', repetition_type: 'REQUIRED' },
    { name: 'items', num_children: 1, converted_type: 'LIST', repetition_type: 'OPTIONAL' },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
    { name: 'element', num_children: 2, repetition_type: 'OPTIONAL' },
    { name: 'sku', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    { name: 'n', type: 'INT32', repetition_type: 'OPTIONAL' },
  ],
};

const many = Array.from({ length: 300 }, (_, index) => index);

/** Each packing, encoding and nesting that is read. Small, so that what is changed in them is seldom only a value. */
export const parquetSeeds: readonly Buffer[] = [
  { columnData: plain, codec: 'UNCOMPRESSED' as const },
  { columnData: plain, rowGroupSize: 2 },
  ...(['GZIP', 'BROTLI', 'ZSTD'] as const).map((codec) => ({ columnData: plain.slice(0, 2), codec, compressors })),
  nested,
  { ...nested, codec: 'UNCOMPRESSED' as const },
  {
    codec: 'UNCOMPRESSED' as const,
    columnData: [
      { name: 'id', data: many, type: 'INT32' as const, encoding: 'DELTA_BINARY_PACKED' as const },
      { name: 'wide', data: many.map(BigInt), type: 'INT64' as const, encoding: 'DELTA_BINARY_PACKED' as const },
      { name: 'name', data: many.map((one) => `name ${one}`), type: 'STRING' as const, encoding: 'DELTA_BYTE_ARRAY' as const },
      { name: 'note', data: many.map(String), type: 'STRING' as const, encoding: 'DELTA_LENGTH_BYTE_ARRAY' as const },
      { name: 'split', data: many.map((one) => one / 7), type: 'DOUBLE' as const, encoding: 'BYTE_STREAM_SPLIT' as const },
    ],
  },
  {
    codec: 'UNCOMPRESSED' as const,
    columnData: [{ name: 'id', data: many.map((one) => `value ${one % 3}`), type: 'STRING' as const, encoding: 'RLE_DICTIONARY' as const }],
  },
  { codec: 'UNCOMPRESSED' as const, columnData: [{ name: 'v', data: [{ a: 1 }, { b: [1, { c: 'd' }] }, null], type: 'VARIANT' as const, nullable: true }] },
].map((options) => Buffer.from(parquetWriteBuffer({ statistics: false, ...options })));
