import { aboutKept, type Client, install, onPages, onServers, send, type Target } from './client.ts';

const codeFor = (module: string, { origin, key }: Target): string => `import { DittofeedSdk } from '${module}';

await DittofeedSdk.init({ writeKey: '${key}', host: '${origin}' });
DittofeedSdk.identify({ userId: 'u-1001', traits: { email: 'a@example.com' } });
DittofeedSdk.track({ userId: 'u-1001', event: 'Order Completed', properties: { order_id: 'o-1', revenue: 99 } });
await DittofeedSdk.flush();`;

const clientFor =
  (module: string, platform: Client['platform'], where: typeof onPages) =>
  (target: Target): Client => ({
    key: module.replace('@dittofeed/', 'dittofeed-'),
    name: module,
    platform,
    about: aboutKept('Dittofeed', where),
    steps: [
      { title: install, language: 'sh', code: `npm install ${module}` },
      { title: send, language: 'js', code: codeFor(module, target) },
    ],
  });

export const dittofeedClients: readonly ((target: Target) => Client)[] = [
  clientFor('@dittofeed/sdk-web', 'web', onPages),
  clientFor('@dittofeed/sdk-node', 'server', onServers),
];
