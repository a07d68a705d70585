import { Fault, isJsonObject, type JsonObject } from '#kernel';
import type { Arrived, Door, Protocol } from '../door.ts';
import { textAt } from '../message.ts';
import { fieldsIn, listOf, payloadIn, textIn } from '../payload.ts';
import { picture, plainText } from '../reply.ts';
import { decodePayload } from './decode.ts';

const name = 'snowplow';

/** `{"schema": …payload_data…, "data": […]}`. */
function postedIn(bytes: Uint8Array): readonly unknown[] {
  const payload = payloadIn(bytes, []);
  const data = isJsonObject(payload) ? payload['data'] : undefined;
  if (!Array.isArray(data)) throw new Fault('DQ_INVALID', 400, '`data` must be an array of payloads');
  return listOf(data);
}

/** An address is one payload. */
function addressIn(bytes: Uint8Array): readonly unknown[] {
  const fields = fieldsIn(textIn(bytes));
  if (fields === undefined) throw new Fault('DQ_INVALID', 400, 'the address holds no event');
  const payload: JsonObject = Object.fromEntries(fields);
  return [payload];
}

const keyIn = (item: unknown): string | undefined => (isJsonObject(item) ? textAt(item['aid']) : undefined);

/** What is wrong is refused with 400: 404, 413 and 429 are sent again for ever, with everything behind them waiting. */
const door = (call: 'post' | 'get'): Door => ({
  protocol: name,
  call,
  methods: [call === 'get' ? 'GET' : 'POST'],
  label: `snowplow/${call}`,
  maxSentBytes: 4 * 1024 * 1024,
  admit: ({ bytes }: Arrived) => {
    const items = call === 'get' ? addressIn(bytes) : postedIn(bytes);
    return { events: items.length, body: bytes, writeKey: keyIn(items[0]) };
  },
  yes: () => (call === 'get' ? picture : plainText('ok')),
});

/** Snowplow: browsers and servers. The key is the tracker's app id (`aid`). */
export const snowplow: Protocol = {
  name,
  doors: { '/com.snowplowanalytics.snowplow/tp2': door('post'), '/i': door('get') },
  desks: {},
  namedDesks: [],
  decode: ({ call, body, receivedAt }) => (call === 'get' ? addressIn(body) : postedIn(body)).map((item, index) => decodePayload(index, item, receivedAt)),
};
