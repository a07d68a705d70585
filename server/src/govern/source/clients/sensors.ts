import { aboutKept, type Client, install, onPages, onServers, send, type Target } from './client.ts';

const name = '神策 Sensors Analytics';

const web = ({ origin, key }: Target): Client => ({
  key: 'sa-sdk-javascript',
  name: 'sa-sdk-javascript',
  platform: 'web',
  about: aboutKept(name, onPages),
  steps: [
    { title: install, language: 'sh', code: 'npm install sa-sdk-javascript' },
    {
      title: send,
      language: 'js',
      code: `import sensors from 'sa-sdk-javascript';

sensors.init({ server_url: '${origin}/sa?token=${key}' });
sensors.quick('autoTrack');
sensors.login('u-1001');
sensors.setProfile({ email: 'a@example.com' });
sensors.track('PayOrder', { order_id: 'o-1', revenue: 99 });`,
    },
  ],
});

const node = ({ origin, key }: Target): Client => ({
  key: 'sa-sdk-node',
  name: 'sa-sdk-node',
  platform: 'server',
  about: aboutKept(name, onServers),
  steps: [
    { title: install, language: 'sh', code: 'npm install sa-sdk-node' },
    {
      title: send,
      language: 'js',
      code: `import SensorsAnalytics from 'sa-sdk-node';

const sensors = new SensorsAnalytics();
sensors.submitTo({ url: '${origin}/sa?token=${key}', gzip: true, mode: 'track' });
sensors.profileSet('u-1001', { email: 'a@example.com' });
sensors.track('u-1001', 'PayOrder', { order_id: 'o-1', revenue: 99 });`,
    },
  ],
});

const miniprogram = ({ origin, key }: Target): Client => ({
  key: 'sa-sdk-miniprogram',
  name: 'sa-sdk-miniprogram',
  platform: 'miniprogram',
  about: aboutKept(name, { zh: '微信小程序', en: 'WeChat mini-programs' }),
  steps: [
    { title: install, language: 'sh', code: 'npm install sa-sdk-miniprogram' },
    {
      title: send,
      language: 'js',
      code: `import sensors from 'sa-sdk-miniprogram';

sensors.setPara({ server_url: '${origin}/sa?token=${key}' });
sensors.init();
sensors.login('u-1001');
sensors.setProfile({ email: 'a@example.com' });
sensors.track('PayOrder', { order_id: 'o-1', revenue: 99 });`,
    },
  ],
});

export const sensorsClients: readonly ((target: Target) => Client)[] = [web, miniprogram, node];
