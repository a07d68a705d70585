import { notFound } from '#kernel';
import { recordText } from '../../decode/body.ts';
import { parseExactly } from '../../decode/json.ts';
import type { Asked, Desk, Door, Protocol } from '../door.ts';
import { javascript, json, picture } from '../reply.ts';
import { admit, admitData } from './admit.ts';
import { createBrowserSdk } from './browser-sdk.ts';
import { decodeSegment, type SegmentCall } from './decode.ts';
import { ownSdk } from './own-sdk.ts';
import { browserSettings } from './settings.ts';

/** What messages are, and many of them at once. */
export const segmentCalls: readonly SegmentCall[] = ['track', 'identify', 'page', 'screen', 'group', 'alias', 'batch'];

const paths: readonly (readonly [path: string, call: SegmentCall])[] = [
  ...segmentCalls.map((call): readonly [string, SegmentCall] => [call, call]),
  ['t', 'track'],
  ['i', 'identify'],
  ['p', 'page'],
  ['s', 'screen'],
  ['g', 'group'],
  ['a', 'alias'],
  ['b', 'batch'],
];

const name = 'segment';
/** What the real endpoints answer, which some SDKs read. */
const success = json({ success: true });

export const segmentDoor = (call: SegmentCall): Door => ({
  protocol: name,
  call,
  methods: ['POST'],
  label: `call/${call}`,
  admit: ({ bytes }) => admit(call, bytes),
  yes: () => success,
});

const pixelDoor = (call: SegmentCall): Door => ({
  protocol: name,
  call,
  methods: ['GET'],
  label: `pixel/${call}`,
  admit: ({ query }) => admitData(call, query?.get('data') ?? ''),
  yes: () => picture,
  // Whatever happens, a page must not show a broken picture; the counters tell.
  no: () => undefined,
});

const checkKey = ({ named, isKnownKey }: Asked): void => {
  if (!isKnownKey(named)) throw notFound('a source with this write key');
};

const browserSdk = createBrowserSdk();

const settings: Desk = {
  label: 'settings',
  methods: ['GET'],
  answer: (asked) => {
    checkKey(asked);
    return json(browserSettings(asked.request, asked.named), { 'cache-control': 'no-store' });
  },
};
const loader: Desk = {
  label: 'browserSdk',
  methods: ['GET'],
  answer: async (asked) => {
    checkKey(asked);
    return javascript(await browserSdk.loader(asked.named), 300);
  },
};
const part: Desk = { label: 'browserSdkPart', methods: ['GET'], answer: async ({ named }) => javascript(await browserSdk.part(named), 86_400) };

/** The HTTP API of Segment, and what its browser SDK asks for. Most of RudderStack, Jitsu and Dittofeed is the same under other paths. */
export const segment: Protocol = {
  name,
  doors: Object.fromEntries(
    paths.flatMap(([path, call]): (readonly [string, Door])[] => [
      [`/v1/${path}`, segmentDoor(call)],
      [`/v1/${path}/`, segmentDoor(call)],
      [`/v1/pixel/${path}`, pixelDoor(call)],
      [`/v1/pixel/${path}/`, pixelDoor(call)],
    ]),
  ),
  desks: { '/danqing.js': ownSdk },
  namedDesks: [
    { prefix: '/v1/projects/', pattern: /^\/v1\/projects\/([^/]{1,200})\/settings$/, desk: settings },
    { prefix: '/analytics.js/', pattern: /^\/analytics\.js\/v1\/([^/]{1,200})\/analytics\.min\.js$/, desk: loader },
    { prefix: '/analytics-next/', pattern: /^\/analytics-next\/bundles\/([\w.-]{1,100}\.js)$/, desk: part },
  ],
  decode: (record) => decodeSegment(record.call, parseExactly(recordText(record)), record.receivedAt),
};
