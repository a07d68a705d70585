import type { Instructions } from '@danqing/contracts';

/** Where a client sends, as its snippet is written. */
interface Target {
  readonly origin: string;
  readonly key: string;
}

type Client = Instructions['clients'][number];

const install = { zh: '安装', en: 'Install' };
const send = { zh: '发送', en: 'Send' };

const snippetBody = (
  call: string,
): string => `!function(){var i="analytics",analytics=window[i]=window[i]||[];if(!analytics.initialize){if(analytics.invoked)return;analytics.invoked=!0;
analytics.methods=["trackSubmit","trackClick","trackLink","trackForm","pageview","identify","reset","group","track","ready","alias","page","once","off","on","setAnonymousId"];
analytics.factory=function(e){return function(){if(window[i].initialized)return window[i][e].apply(window[i],arguments);var n=Array.prototype.slice.call(arguments);n.unshift(e);analytics.push(n);return analytics}};
for(var n=0;n<analytics.methods.length;n++){var key=analytics.methods[n];analytics[key]=analytics.factory(key)}
${call}}}();`;

const browserSnippet = ({ origin, key }: Target): Client => ({
  key: 'browser-snippet',
  name: 'analytics.js',
  platform: 'web',
  about: {
    zh: '贴进网页 <head>，脚本由本服务器提供，不访问任何外部网站。',
    en: 'Goes into the <head> of a page. The script is served from here; nothing is fetched from elsewhere.',
  },
  steps: [
    {
      title: { zh: '贴进 <head>', en: 'Paste into <head>' },
      language: 'html',
      code: `<script>
${snippetBody(`analytics.load=function(key,options){var t=document.createElement("script");t.async=!0;t.setAttribute("data-global-segment-analytics-key",i);
t.src="${origin}/analytics.js/v1/"+key+"/analytics.min.js";document.head.appendChild(t);analytics._loadOptions=options};
analytics._writeKey="${key}";analytics._cdn="${origin}";analytics.load("${key}");analytics.page();`)}
</script>`,
    },
    {
      title: { zh: '登录或下单时', en: 'When somebody signs in or orders' },
      language: 'js',
      code: `analytics.identify("u-1001", { email: "a@example.com" });
analytics.track("Order Completed", { order_id: "o-1", revenue: 99 });`,
    },
  ],
});

const browserModule = ({ origin, key }: Target): Client => {
  const { host, protocol } = new URL(origin);
  return {
    key: 'analytics-next',
    name: '@segment/analytics-next',
    platform: 'web',
    about: { zh: '用打包工具（Vite、webpack 等）的前端项目。', en: 'For front ends with a bundler (Vite, webpack, …).' },
    steps: [
      { title: install, language: 'sh', code: 'npm install @segment/analytics-next' },
      {
        title: send,
        language: 'js',
        code: `import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnURL: '${origin}' },
  { integrations: { 'Segment.io': { apiHost: '${host}/v1', protocol: '${protocol.slice(0, -1)}' } } },
);
analytics.page();
analytics.identify('u-1001', { email: 'a@example.com' });
analytics.track('Order Completed', { order_id: 'o-1', revenue: 99 });`,
      },
    ],
  };
};

const nodeModule = ({ origin, key }: Target): Client => ({
  key: 'analytics-node',
  name: '@segment/analytics-node',
  platform: 'server',
  about: { zh: 'Node.js 后端服务。', en: 'For services on Node.js.' },
  steps: [
    { title: install, language: 'sh', code: 'npm install @segment/analytics-node' },
    {
      title: send,
      language: 'js',
      code: `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${key}', host: '${origin}' });
analytics.identify({ userId: 'u-1001', traits: { email: 'a@example.com' } });
analytics.track({ userId: 'u-1001', event: 'Order Completed', properties: { order_id: 'o-1', revenue: 99 } });
await analytics.closeAndFlush();`,
    },
  ],
});

const rudderNode = ({ origin, key }: Target): Client => ({
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

const curl = ({ origin, key }: Target): Client => ({
  key: 'http',
  name: 'HTTP · curl',
  platform: 'http',
  about: {
    zh: '任何语言都可以直接发 HTTP。返回 200 表示已写入磁盘；429 和 5xx 稍后重发即可，messageId 相同不会重复计数。',
    en: 'Any language can send HTTP. 200 means written to disk; send again on 429 and 5xx: the same messageId never counts twice.',
  },
  steps: [
    {
      title: { zh: '发一个事件', en: 'One event' },
      language: 'sh',
      code: `curl ${origin}/v1/track -u ${key}: -H 'content-type: application/json' \\
  -d '{"userId": "u-1001", "event": "Order Completed", "messageId": "order-o-1",
       "properties": {"order_id": "o-1", "revenue": 99},
       "context": {"traits": {"email": "a@example.com"}}}'`,
    },
    {
      title: { zh: '一次发多个（最多 2,500 个、500 KB）', en: 'Many at once (up to 2,500 and 500 KB)' },
      language: 'sh',
      code: `curl ${origin}/v1/batch -u ${key}: -H 'content-type: application/json' \\
  -d '{"batch": [
        {"type": "identify", "userId": "u-1001", "traits": {"email": "a@example.com"}},
        {"type": "track", "userId": "u-1001", "event": "Order Completed", "properties": {"revenue": 99}}]}'`,
    },
  ],
});

/**
 * Every client that was run unchanged against this server: the SDKs of Segment by test/sdk-*.e2e.test.ts, this snippet in a real Chromium from a page of another origin,
 * rudder-sdk-node 3.0.13 by hand. One that was not run is not listed.
 */
export const clientsFor = (target: Target): Client[] => [browserSnippet, browserModule, nodeModule, rudderNode, curl].map((client) => client(target));
