import { aboutKept, type Client, install, onPages, send, type Target } from './client.ts';

const browser = ({ origin, key }: Target): Client => ({
  key: 'jitsu-js',
  name: '@jitsu/js',
  platform: 'web',
  about: aboutKept('Jitsu', onPages),
  steps: [
    { title: install, language: 'sh', code: 'npm install @jitsu/js' },
    {
      title: send,
      language: 'js',
      code: `import { jitsuAnalytics } from '@jitsu/js';

const analytics = jitsuAnalytics({ host: '${origin}', writeKey: '${key}' });
await analytics.page();
await analytics.identify('u-1001', { email: 'a@example.com' });
await analytics.track('Order Completed', { order_id: 'o-1', revenue: 99 });`,
    },
  ],
});

export const jitsuClients: readonly ((target: Target) => Client)[] = [browser];
