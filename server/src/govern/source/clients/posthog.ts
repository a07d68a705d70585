import { aboutKept, type Client, install, onPages, onServers, send, type Target } from './client.ts';

const browser = ({ origin, key }: Target): Client => ({
  key: 'posthog-js',
  name: 'posthog-js',
  platform: 'web',
  about: aboutKept('PostHog', onPages),
  steps: [
    { title: install, language: 'sh', code: 'npm install posthog-js' },
    {
      title: send,
      language: 'js',
      code: `import posthog from 'posthog-js';

posthog.init('${key}', { api_host: '${origin}' });
posthog.identify('u-1001', { email: 'a@example.com' });
posthog.capture('purchase', { transaction_id: 'o-1', value: 99 });`,
    },
  ],
});

const node = ({ origin, key }: Target): Client => ({
  key: 'posthog-node',
  name: 'posthog-node',
  platform: 'server',
  about: aboutKept('PostHog', onServers),
  steps: [
    { title: install, language: 'sh', code: 'npm install posthog-node' },
    {
      title: send,
      language: 'js',
      code: `import { PostHog } from 'posthog-node';

const posthog = new PostHog('${key}', { host: '${origin}' });
posthog.identify({ distinctId: 'u-1001', properties: { email: 'a@example.com' } });
posthog.capture({ distinctId: 'u-1001', event: 'purchase', properties: { transaction_id: 'o-1', value: 99 } });
await posthog.shutdown();`,
    },
  ],
});

export const posthogClients: readonly ((target: Target) => Client)[] = [browser, node];
