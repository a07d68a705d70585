import { hash } from 'node:crypto';
import { Fault, objectAt } from '#kernel';
import { instantOf } from '../../decode/instant.ts';
import type { DecodedEvent } from '../../decode/decoded-event.ts';
import type { Arrived, Door, Knock, Protocol, Reply } from '../door.ts';
import { type Sent, textAt } from '../message.ts';
import { fieldsIn, listOf, payloadIn, textIn } from '../payload.ts';
import { json, picture, plainText } from '../reply.ts';
import { decodeEvent } from './decode.ts';
import { decodeGroup, decodeUpdate } from './engage.ts';

const name = 'mixpanel';

type Decode = (index: number, item: unknown, sent: Sent, place: string) => DecodedEvent;

const decoders: Readonly<Record<string, Decode>> = { track: decodeEvent, import: decodeEvent, engage: decodeUpdate, groups: decodeGroup };

const itemsIn = (bytes: Uint8Array): readonly unknown[] => listOf(payloadIn(bytes, ['data']));

function keyIn(item: unknown): string | undefined {
  const first = objectAt(item);
  return textAt(first['$token']) ?? textAt(first['token']) ?? textAt(objectAt(first['properties'])['token']);
}

/** The browser SDK says in the address when it sent (`_`, ms). */
const sentIn = ({ query, bytes }: Arrived): string | null => query?.get('_') ?? fieldsIn(textIn(bytes))?.get('_') ?? null;

/** With `verbose` a document, else exactly `1`; an address that is a picture (`img`) gets one. */
const yes = ({ query }: Knock): Reply =>
  query?.get('img') === '1' ? picture : query?.get('verbose') === '1' ? json({ status: 1, error: null }) : plainText('1');

const door = (call: string): Door => ({
  protocol: name,
  call,
  methods: ['POST', 'GET'],
  label: `mixpanel/${call}`,
  maxSentBytes: 4 * 1024 * 1024,
  admit: (arrived) => {
    const items = itemsIn(arrived.bytes);
    const sent = sentIn(arrived);
    return {
      events: items.length,
      body: arrived.bytes,
      writeKey: keyIn(items[0]),
      ...(sent !== null && /^\d{13}$/.test(sent) ? { call: `${call}?_=${sent}` } : {}),
    };
  },
  yes,
  // The browser SDK halves a batch that was too large, if it is told by 413.
  no: (fault) => (fault.code === 'DQ_TOO_LARGE' ? new Fault(fault.code, 413, fault.message, { cause: fault }) : fault),
});

/** Mixpanel: browsers and servers. The key is `token`, of the event's properties or of the update. */
export const mixpanel: Protocol = {
  name,
  doors: Object.fromEntries(
    Object.keys(decoders).flatMap((call): (readonly [string, Door])[] => [
      [`/${call}`, door(call)],
      [`/${call}/`, door(call)],
    ]),
  ),
  desks: {},
  namedDesks: [],
  decode: ({ call, body, receivedAt, position }) => {
    const [path = '', sent = ''] = call.split('?_=');
    const decode = (Object.hasOwn(decoders, path) ? decoders[path] : undefined) ?? decodeEvent;
    const about: Sent = { receivedAt, sentAt: instantOf(Number(sent)) };
    // Where the items stand: a browser repeats a request with the very same bytes and address; what servers send is never repeated.
    const place = sent === '' ? String(position) : `${sent}-${hash('sha1', body, 'hex').slice(0, 16)}`;
    return itemsIn(body).map((item, index) => decode(index, item, about, `${place}-${index}`));
  },
};
