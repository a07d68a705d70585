/** A page on an origin of its own that has an SDK in it, as it is published. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An SDK as a browser loads it: a script that leaves a global, or a module of which these names are taken. */
export type Loaded = { readonly script: string } | { readonly module: string; readonly names: readonly string[] };

export interface SdkSite {
  /** The address of a page with this SDK. */
  page(loaded: Loaded): string;
  readonly origin: string;
  close(): Promise<void>;
}

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Bare names as bundlers find them. */
const imports = { '@dittofeed/sdk-js-base': '/file/@dittofeed/sdk-js-base/dist/ejs/index.js', uuid: '/file/uuid/dist/esm-browser/index.js' };

const head = (loaded: Loaded): string =>
  'script' in loaded
    ? `<script src="/file/${loaded.script}"></script>`
    : `<script type="importmap">${JSON.stringify({ imports })}</script><script type="module">import * as sdk from '/file/${loaded.module}'; for (const name of ${JSON.stringify(loaded.names)}) window[name] = sdk[name]; window.isLoaded = true;</script>`;

/** A file of a package; modules of some packages leave out the ending. */
function fileAt(path: string): string | undefined {
  const file = normalize(join(modules, decodeURIComponent(path)));
  if (!file.startsWith(modules)) return undefined;
  return [file, `${file}.js`].find((one) => existsSync(one));
}

export async function startSdkSite(): Promise<SdkSite> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://shop');
    if (!url.pathname.startsWith('/file/')) {
      const loaded: Loaded = JSON.parse(url.searchParams.get('sdk') ?? '{"script":""}');
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>小店</title>${head(loaded)}</head><body>小店</body></html>`);
      return;
    }
    const file = fileAt(url.pathname.slice('/file/'.length));
    if (file === undefined) response.writeHead(404).end();
    else response.setHeader('content-type', 'text/javascript; charset=utf-8').end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the shop has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    page: (loaded) => `${origin}/goods?utm_source=wechat&utm_campaign=double11&sdk=${encodeURIComponent(JSON.stringify(loaded))}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
