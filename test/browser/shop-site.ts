/** A small shop's web site on an origin of its own, with the SDK in it as shops have it. */
import { createServer } from 'node:http';

export interface ShopSite {
  readonly url: string;
  close(): Promise<void>;
}

/** The snippet of Segment's documentation (5.2.1), with nothing changed but the host and the key. */
const snippet = (host: string, writeKey: string): string =>
  `!function(){var i="analytics",analytics=window[i]=window[i]||[];if(!analytics.initialize)if(analytics.invoked)window.console&&console.error&&console.error("Segment snippet included twice.");else{analytics.invoked=!0;analytics.methods=["trackSubmit","trackClick","trackLink","trackForm","pageview","identify","reset","group","track","ready","alias","debug","page","screen","once","off","on","addSourceMiddleware","addIntegrationMiddleware","setAnonymousId","addDestinationMiddleware","register"];analytics.factory=function(e){return function(){if(window[i].initialized)return window[i][e].apply(window[i],arguments);var n=Array.prototype.slice.call(arguments);if(["track","screen","alias","group","page","identify"].indexOf(e)>-1){var c=document.querySelector("link[rel='canonical']");n.push({__t:"bpc",c:c&&c.getAttribute("href")||void 0,p:location.pathname,u:location.href,s:location.search,t:document.title,r:document.referrer})}n.unshift(e);analytics.push(n);return analytics}};for(var n=0;n<analytics.methods.length;n++){var key=analytics.methods[n];analytics[key]=analytics.factory(key)}analytics.load=function(key,n){var t=document.createElement("script");t.type="text/javascript";t.async=!0;t.setAttribute("data-global-segment-analytics-key",i);t.src="${host}/analytics.js/v1/"+key+"/analytics.min.js";var r=document.getElementsByTagName("script")[0];r.parentNode.insertBefore(t,r);analytics._loadOptions=n};analytics._writeKey="${writeKey}";analytics.SNIPPET_VERSION="5.2.1";analytics.load("${writeKey}");analytics.page()}}();`;

const html = (head: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>小店</title>${head}</head><body>小店</body></html>`;

/** `/snippet`: as web pages load it. `/bundle`: as an application bundles it, here by the package's own bundle. */
export async function startShopSite({ url, writeKey }: { readonly url: string; readonly writeKey: string }): Promise<ShopSite> {
  const load = (settings: object): string =>
    html(
      `<script src="${url}/analytics-next/bundles/index.js"></script><script>window.analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey: ${JSON.stringify(writeKey)}, cdnURL: ${JSON.stringify(url)} }, ${JSON.stringify(settings)});</script>`,
    );
  const pages: Readonly<Record<string, () => string>> = {
    '/snippet': () => html(`<script>${snippet(url, writeKey)}</script>`),
    '/bundle': () => load({}),
    '/bundle-batching': () => load({ integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 10, timeout: 200 } } } } }),
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    response.setHeader('content-type', 'text/html; charset=utf-8').end(pages[path]?.() ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the shop has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
