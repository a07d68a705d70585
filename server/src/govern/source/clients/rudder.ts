import { type Client, install, send, type Target } from './client.ts';

const browser = ({ origin, key }: Target): Client => ({
  key: 'rudder-js',
  name: '@rudderstack/analytics-js',
  platform: 'web',
  about: {
    zh: '已经在用 RudderStack 的网页：只改地址和密钥。用 bundled 版本，这样不会再去它的 CDN 取插件。',
    en: 'Pages that use RudderStack already: only address and key change. The bundled build fetches no plug-ins from its CDN.',
  },
  steps: [
    { title: install, language: 'sh', code: 'npm install @rudderstack/analytics-js' },
    {
      title: send,
      language: 'js',
      code: `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';

const analytics = new RudderAnalytics();
analytics.load('${key}', '${origin}', { configUrl: '${origin}' });
analytics.page();
analytics.identify('u-1001', { email: 'a@example.com' });
analytics.track('Order Completed', { order_id: 'o-1', revenue: 99 });`,
    },
  ],
});

const node = ({ origin, key }: Target): Client => ({
  key: 'rudder-sdk-node',
  name: '@rudderstack/rudder-sdk-node',
  platform: 'server',
  about: { zh: '已经在用 RudderStack 的 Node.js 服务：只改地址和密钥。', en: 'Node.js services that use RudderStack already: only address and key change.' },
  steps: [
    { title: install, language: 'sh', code: 'npm install @rudderstack/rudder-sdk-node' },
    {
      title: send,
      language: 'js',
      code: `import RudderAnalytics from '@rudderstack/rudder-sdk-node';

const analytics = new RudderAnalytics('${key}', { dataPlaneUrl: '${origin}' });
analytics.identify({ userId: 'u-1001', traits: { email: 'a@example.com' } });
analytics.track({ userId: 'u-1001', event: 'Order Completed', properties: { order_id: 'o-1', revenue: 99 } });
analytics.flush();`,
    },
  ],
});

export const rudderClients: readonly ((target: Target) => Client)[] = [browser, node];
