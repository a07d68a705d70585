import { aboutKept, type Client, install, onPages, onServers, send, type Target } from './client.ts';

const browser = ({ origin, key }: Target): Client => ({
  key: 'mixpanel-browser',
  name: 'mixpanel-browser',
  platform: 'web',
  about: aboutKept('Mixpanel', onPages),
  steps: [
    { title: install, language: 'sh', code: 'npm install mixpanel-browser' },
    {
      title: send,
      language: 'js',
      code: `import mixpanel from 'mixpanel-browser';

mixpanel.init('${key}', { api_host: '${origin}' });
mixpanel.identify('u-1001');
mixpanel.people.set({ $email: 'a@example.com' });
mixpanel.track('purchase', { transaction_id: 'o-1', value: 99 });`,
    },
  ],
});

const node = ({ origin, key }: Target): Client => {
  const { host, protocol } = new URL(origin);
  return {
    key: 'mixpanel',
    name: 'mixpanel',
    platform: 'server',
    about: aboutKept('Mixpanel', onServers),
    steps: [
      { title: install, language: 'sh', code: 'npm install mixpanel' },
      {
        title: send,
        language: 'js',
        code: `import Mixpanel from 'mixpanel';

const mixpanel = Mixpanel.init('${key}', { host: '${host}', protocol: '${protocol.slice(0, -1)}' });
mixpanel.people.set('u-1001', { $email: 'a@example.com' });
mixpanel.track('purchase', { distinct_id: 'u-1001', transaction_id: 'o-1', value: 99 });`,
      },
    ],
  };
};

export const mixpanelClients: readonly ((target: Target) => Client)[] = [browser, node];
