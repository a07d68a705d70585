import { Fault } from '#kernel';
import type { Admission, Arrived, Desk, Door, Protocol } from '../door.ts';
import { fieldsIn, listOf, payloadIn, textIn } from '../payload.ts';
import { json, picture, plainText } from '../reply.ts';
import { decodeItem } from './decode.ts';

const name = 'sensors';
/** 200 items wait in a browser's store; as a form of base64 they take four thirds of their size, and more. */
const maxSentBytes = 4 * 1024 * 1024;

const fields = ['data_list', 'data'];
const itemsIn = (bytes: Uint8Array): readonly unknown[] => listOf(payloadIn(bytes, fields));

/**
 * The web SDK's store of unsent items is sent again for ever after a 400, and everything behind it waits. So what cannot be read is kept too, as one event that is parked; only a request
 * without data is refused.
 */
function admit({ bytes }: Arrived): Admission {
  try {
    return { events: itemsIn(bytes).length, body: bytes, writeKey: undefined };
  } catch (error) {
    if (!(error instanceof Fault) || !hasData(bytes)) throw error;
    return { events: 1, body: bytes, writeKey: undefined };
  }
}

function hasData(bytes: Buffer): boolean {
  const inForm = fieldsIn(textIn(bytes));
  return fields.some((field) => inForm?.has(field) === true);
}

const door = (call: string): Door => ({
  protocol: name,
  call,
  methods: ['POST', 'GET'],
  label: `sensors/${call}`,
  maxSentBytes,
  admit,
  yes: ({ method }) => (method === 'GET' ? picture : plainText('')),
});

/** In its debug modes an SDK sends here; a dry run is only looked at. */
const debug: Door = {
  ...door('debug'),
  admit: (arrived) => ({ ...admit(arrived), ...(arrived.headers['dry-run'] === 'true' ? { events: 0 } : {}) }),
  yes: () => json({}),
};

/** What the web SDK may ask for when remote configuration is on: nothing is switched off. */
const config: Desk = { label: 'sensors/config', methods: ['GET'], answer: () => json({ v: '1', configs: {} }) };

/** Sensors Analytics (神策): web, mini-programs, servers. The key stands in the address, as `token`. */
export const sensors: Protocol = {
  name,
  doors: { '/sa': door('sa'), '/sa.gif': door('sa'), '/debug': debug },
  desks: { '/config/Web.conf': config },
  namedDesks: [],
  decode: ({ body, receivedAt }) => itemsIn(body).map((item, index) => decodeItem(index, item, receivedAt)),
};
