/** What stands where the write key goes: its form, never a real one. */
const writeKey = `c${'X'.repeat(24)}`;

export interface Snippet {
  readonly name: 'curl' | 'browser' | 'node';
  readonly code: string;
}

/** `origin` is where this page was asked for, so that the snippets work when they are copied. */
export const snippetsFor = (origin: string): readonly Snippet[] => {
  const { host, protocol } = new URL(origin);
  return [
    {
      name: 'curl',
      code: `curl ${origin}/v1/track -u ${writeKey}: -H 'content-type: application/json' \\
  -d '{"userId": "u-1", "event": "Order Completed",
       "properties": {"revenue": 99},
       "context": {"traits": {"email": "a@example.com"}}}'`,
    },
    {
      name: 'browser',
      code: `import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load(
  { writeKey: '${writeKey}', cdnURL: '${origin}' },
  { integrations: { 'Segment.io': { apiHost: '${host}/v1', protocol: '${protocol.slice(0, -1)}' } } },
);
analytics.identify('u-1', { email: 'a@example.com' });
analytics.track('Order Completed', { revenue: 99 });`,
    },
    {
      name: 'node',
      code: `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${origin}' });
analytics.track({ userId: 'u-1', event: 'Order Completed', properties: { revenue: 99 } });`,
    },
  ];
};
