import { aboutKept, type Client, install, onPages, onServers, send, type Target } from './client.ts';

const browser = ({ origin, key }: Target): Client => ({
  key: 'snowplow-browser',
  name: '@snowplow/browser-tracker',
  platform: 'web',
  about: aboutKept('Snowplow', onPages),
  steps: [
    { title: install, language: 'sh', code: 'npm install @snowplow/browser-tracker' },
    {
      title: send,
      language: 'js',
      code: `import { newTracker, setUserId, trackPageView, trackSelfDescribingEvent } from '@snowplow/browser-tracker';

newTracker('shop', '${origin}', { appId: '${key}' });
setUserId('u-1001');
trackPageView();
trackSelfDescribingEvent({
  event: { schema: 'iglu:com.example/purchase/jsonschema/1-0-0', data: { transaction_id: 'o-1', value: 99 } },
});`,
    },
  ],
});

const node = ({ origin, key }: Target): Client => ({
  key: 'snowplow-node',
  name: '@snowplow/node-tracker',
  platform: 'server',
  about: aboutKept('Snowplow', onServers),
  steps: [
    { title: install, language: 'sh', code: 'npm install @snowplow/node-tracker' },
    {
      title: send,
      language: 'js',
      code: `import { buildSelfDescribingEvent, newTracker } from '@snowplow/node-tracker';

const tracker = newTracker({ namespace: 'shop', appId: '${key}' }, { endpoint: '${origin}' });
tracker.setUserId('u-1001');
tracker.track(
  buildSelfDescribingEvent({
    event: { schema: 'iglu:com.example/purchase/jsonschema/1-0-0', data: { transaction_id: 'o-1', value: 99 } },
  }),
);
tracker.flush();`,
    },
  ],
});

export const snowplowClients: readonly ((target: Target) => Client)[] = [browser, node];
