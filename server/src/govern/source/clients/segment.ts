import { type Client, install, send, type Target } from './client.ts';

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

/** Segment's own. */
export const segmentClients: readonly ((target: Target) => Client)[] = [browserSnippet, browserModule, nodeModule];
