/** Bytes that readers were not made for: what they do with them is tested. */
import { gzipSync } from 'node:zlib';
import { Fault } from '#kernel';
import { encoded } from '../testing.ts';
import { workbookOf, zipOf } from '../xlsx/testing.ts';

const csv = 'id,name,"no, te"\n1,王小明,"a ""b"""\n2,李雷,x\n3,"c\nd",y\n';
const logLine = '203.0.113.7 - li [10/Oct/2024:13:55:36 +0800] "GET /tea?a=1 HTTP/1.1" 200 5120 "https://x.example/" "Mozilla/5.0" "uid=ABCDEF12"\n';
const json = JSON.stringify({
  code: 0,
  data: {
    list: [
      { id: 1, items: [{ sku: 'A' }, { sku: 'B' }], who: { email: 'a@example.org' } },
      { id: 2, items: [] },
    ],
  },
});

/** One sound file of each kind; Parquet comes with the caller, whose tests write it. */
export const seeds: readonly Buffer[] = [
  Buffer.from(csv),
  Buffer.from(csv.replaceAll(',', '\t')),
  Buffer.from(`\uFEFF${csv}`, 'utf16le'),
  encoded(csv, 'gb18030'),
  encoded(csv, 'big5'),
  Buffer.concat([Buffer.from(csv), encoded('4,张伟,z\n', 'gb18030')]),
  Buffer.from(json),
  Buffer.from(JSON.stringify([{ a: 1 }, { a: { b: [1, 2] } }], null, 1)),
  Buffer.from('{"id":1,"x":{"y":"z"}}\n{"id":2}\n'),
  Buffer.from(logLine.repeat(3)),
  Buffer.from(
    '#Version: 1.0\n#Fields: date time c-ip cs-method cs-uri-stem sc-status cs(User-Agent)\n2024-10-10\t05:55:36\t203.0.113.7\tGET\t/tea\t200\tMozilla\n',
  ),
  gzipSync(csv),
  zipOf({ 'a.csv': csv, 'b.csv': csv }),
  zipOf({
    'a.xlsx': workbookOf([
      {
        name: 's',
        rows: [
          ['a', 'b'],
          ['1', '2'],
        ],
      },
    ]),
    'b.json': json,
  }),
  workbookOf([
    {
      name: '订单',
      rows: [
        ['单号', '金额'],
        ['1', { raw: '5.5' }],
        ['2', { raw: '45123.5', style: 'moment' }],
      ],
    },
  ]),
];

const tokens = [
  '"',
  '""',
  ',',
  '\n',
  '\r',
  '{',
  '}',
  '[',
  ']',
  '\\',
  ':',
  '\0',
  '\uFEFF',
  '#Fields:',
  'PK\x03\x04',
  'PAR1',
  '\x1f\x8b',
  '<c r="A1">',
  '</row>',
].map((text) => Buffer.from(text, 'latin1'));

/** A sound file with a few things done to it: bytes changed, stretches taken out, doubled or put in, its end cut off. */
export function damaged(seed: Buffer, roll: () => number): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  const place = (): number => Math.floor(roll() * (bytes.length + 1));
  for (let left = 1 + Math.floor(roll() * 6); left > 0; left--) {
    const [at, length] = [place(), Math.floor(roll() * 40)];
    const way = Math.floor(roll() * 6);
    if (way === 0 && bytes.length > 0) bytes[Math.min(at, bytes.length - 1)] = Math.floor(roll() * 256);
    else if (way === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    else if (way === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]);
    else if (way === 3) bytes = bytes.subarray(0, at);
    else if (way === 4) bytes = Buffer.concat([bytes.subarray(0, at), tokens[Math.floor(roll() * tokens.length)] ?? bytes, bytes.subarray(at)]);
    else if (bytes.length > 4) bytes.writeUInt32LE(Math.floor(roll() * 2 ** 32), Math.min(at, bytes.length - 4));
  }
  return bytes;
}

/** A reader may refuse a file by a fault that says why, and nothing else. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Fault && error.code.startsWith('DQ_IMPORT_') && error.message !== '';
}
