import { Fault, isJsonObject, type JsonObject, notFound } from '#kernel';
import { instantOf } from '../../decode/instant.ts';
import type { Arrived, Desk, Door, Protocol } from '../door.ts';
import { textAt } from '../message.ts';
import { listOf, payloadIn } from '../payload.ts';
import { json } from '../reply.ts';
import { decodeEvent } from './decode.ts';

const name = 'posthog';

interface Envelope {
  readonly shared: JsonObject;
  readonly items: readonly unknown[];
}

/** `{"api_key", "batch": […]}`, one event alone, or a list of them; as JSON or in a form's `data`. */
function envelopeOf(bytes: Uint8Array): Envelope {
  const payload = payloadIn(bytes, ['data']);
  if (!isJsonObject(payload)) return { shared: {}, items: listOf(payload) };
  const { batch } = payload;
  return batch === undefined ? { shared: payload, items: [payload] } : { shared: payload, items: listOf(batch) };
}

function keyIn({ shared, items }: Envelope): string | undefined {
  const first = isJsonObject(items[0]) ? items[0] : {};
  const properties = isJsonObject(first['properties']) ? first['properties'] : {};
  return textAt(shared['api_key']) ?? textAt(shared['token']) ?? textAt(first['api_key']) ?? textAt(first['token']) ?? textAt(properties['token']);
}

/** Exactly 200 is a yes to the browser SDK. */
const yes = json({ status: 1 });

const door = (call: string): Door => ({
  protocol: name,
  call,
  methods: ['POST', 'GET'],
  label: `posthog/${call}`,
  maxSentBytes: 4 * 1024 * 1024,
  admit: ({ bytes }: Arrived) => {
    const envelope = envelopeOf(bytes);
    return { events: envelope.items.length, body: bytes, writeKey: keyIn(envelope) };
  },
  yes: () => yes,
  no: told,
});

/** The browser SDK loses what it is answered with 4xx, and sends again after 5xx; the node SDK halves a batch that was too large, if it is told by 413. */
function told(fault: Fault): Fault {
  if (fault.status === 429) return new Fault(fault.code, 503, fault.message, { cause: fault });
  return fault.code === 'DQ_TOO_LARGE' ? new Fault(fault.code, 413, fault.message, { cause: fault }) : fault;
}

/** There are no feature flags here, and no recordings: SDKs that ask are told so, and go on. */
const flags: Desk = {
  label: 'posthog/flags',
  methods: ['POST', 'GET'],
  answer: () =>
    json({
      flags: {},
      featureFlags: {},
      featureFlagPayloads: {},
      errorsWhileComputingFlags: false,
      requestId: '00000000-0000-0000-0000-000000000000',
      config: { enable_collect_everything: true },
      supportedCompression: ['gzip', 'gzip-js'],
      sessionRecording: false,
      surveys: false,
      toolbarParams: {},
      isAuthenticated: false,
      siteApps: [],
    }),
};

const config: Desk = {
  label: 'posthog/config',
  methods: ['GET'],
  answer: () =>
    json({ supportedCompression: ['gzip', 'gzip-js'], hasFeatureFlags: false, sessionRecording: false, surveys: false, heatmaps: false, siteApps: [] }),
};

/** The same as a script, and scripts of its maker: the SDK does without them. */
const absent: Desk = {
  label: 'posthog/absent',
  methods: ['GET'],
  answer: () => {
    throw notFound('this script');
  },
};

const captures: readonly string[] = ['/batch/', '/batch', '/e/', '/e', '/capture/', '/capture', '/i/v0/e/', '/i/v0/e'];

/** PostHog: browsers and servers. The key is `api_key`, or `token`, of the body. */
export const posthog: Protocol = {
  name,
  doors: Object.fromEntries(captures.map((path) => [path, door('capture')])),
  desks: { '/flags/': flags, '/flags': flags, '/decide/': flags, '/decide': flags },
  namedDesks: [
    { prefix: '/array/', pattern: /^\/array\/([^/]{1,200})\/config\/?$/, desk: config },
    { prefix: '/array/', pattern: /^\/array\/([^/]{1,200})\/[\w.-]{1,100}$/, desk: absent },
    { prefix: '/static/', pattern: /^\/static\/([\w./-]{1,200})$/, desk: absent },
  ],
  decode: ({ body, receivedAt }) => {
    const { shared, items } = envelopeOf(body);
    const sent = { receivedAt, sentAt: instantOf(shared['sent_at']) };
    return items.map((item, index) => decodeEvent(index, item, sent));
  },
};
