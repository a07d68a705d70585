import { type Client, install, send, type Target } from './client.ts';

const script = ({ origin, key }: Target): Client => ({
  key: 'danqing-script',
  name: 'danqing.js',
  platform: 'web',
  about: {
    zh: '丹青自带的网页 SDK，贴进 <head> 就能用：自动采集浏览、停留、点击、表单和搜索，不用 cookie，访客同意之前不存储、不发送。',
    en: 'Danqing’s own SDK for pages. Paste it into <head>: page views, time in sight, clicks, forms and searches come by themselves; no cookies, nothing stored or sent before the visitor agrees.',
  },
  steps: [
    {
      title: { zh: '贴进 <head>', en: 'Paste into <head>' },
      language: 'html',
      code: `<script>window.danqing = window.danqing || [];</script>
<script async src="${origin}/danqing.js" data-write-key="${key}" data-options='{"autocapture": true}'></script>`,
    },
    {
      title: { zh: '访客同意之后（此前什么都不记录）', en: 'When the visitor has agreed (nothing is recorded before)' },
      language: 'js',
      code: `danqing.push(['consent', true]);`,
    },
    {
      title: { zh: '登录或下单时', en: 'When somebody signs in or orders' },
      language: 'js',
      code: `danqing.push(['identify', 'u-1001', { email: 'a@example.com' }]);
danqing.push(['track', 'Order Completed', { order_id: 'o-1', revenue: 99 }]);`,
    },
  ],
});

const webModule = ({ origin, key }: Target): Client => ({
  key: 'danqing-web',
  name: '@danqing/web',
  platform: 'web',
  about: { zh: '丹青自带的网页 SDK，用打包工具（Vite、webpack 等）的前端项目。', en: 'Danqing’s own SDK, for front ends with a bundler (Vite, webpack, …).' },
  steps: [
    { title: install, language: 'sh', code: 'npm install @danqing/web' },
    {
      title: send,
      language: 'js',
      code: `import { createDanqing } from '@danqing/web';

const danqing = createDanqing({ writeKey: '${key}', host: '${origin}', autocapture: true });
danqing.consent(true); // when the visitor has agreed; nothing is recorded before
danqing.identify('u-1001', { email: 'a@example.com' });
danqing.track('Order Completed', { order_id: 'o-1', revenue: 99 });`,
    },
  ],
});

const nodeModule = ({ origin, key }: Target): Client => ({
  key: 'danqing-node',
  name: '@danqing/node',
  platform: 'server',
  about: {
    zh: '丹青自带的 Node.js SDK：自动攒批和重试，进程结束前先发完，队列可以放在磁盘上。',
    en: 'Danqing’s own SDK for services on Node.js: batches, retries, sends what waits before the process ends; a queue on disk by choice.',
  },
  steps: [
    { title: install, language: 'sh', code: 'npm install @danqing/node' },
    {
      title: send,
      language: 'js',
      code: `import { createDanqing } from '@danqing/node';

const danqing = createDanqing({ writeKey: '${key}', host: '${origin}' });
danqing.identify({ userId: 'u-1001', traits: { email: 'a@example.com' } });
danqing.track({ userId: 'u-1001', event: 'Order Completed', properties: { order_id: 'o-1', revenue: 99 } });
await danqing.close();`,
    },
  ],
});

/** Our own, the first choice of whoever has none yet. */
export const danqingClients = [script, webModule, nodeModule] as const;
