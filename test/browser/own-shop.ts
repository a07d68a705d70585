/** A small shop's web site on an origin of its own, with our own SDK in it as shops have it: by a script tag, or with calls made before it has come. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

export interface OwnShop {
  /** The address of a page with these settings of the SDK; `early` are calls made before the script has come. */
  page(path: string, options?: object, early?: readonly (readonly unknown[])[]): string;
  /** The address of a page with this in its head; a bundler's output is at `/@danqing/web.js`. */
  pageWith(head: string): string;
  readonly origin: string;
  close(): Promise<void>;
}

const body = `<h1>小店</h1>
<a id="tea" href="/product?token=secret" data-dq-sku="T-1">龙井 <b>新茶</b></a>
<button id="call" type="button">致电 138 0013 8000</button>
<button id="coupon" type="button" data-dq-event="Coupon Received" data-dq-coupon="SPRING">领取</button>
<div data-dq-ignore><button id="ignored" type="button">身份证 310101199001011234</button></div>
<form id="join" name="join" action="/join"><input name="phone"><input name="secret" type="password"><textarea name="note"></textarea>
<input name="city" data-dq-ignore><input name="csrf" type="hidden" value="x"><button id="send">入会</button></form>
<div style="height: 3000px"></div>
<script>document.getElementById('join').addEventListener('submit', (event) => event.preventDefault()); document.getElementById('tea').addEventListener('click', (event) => event.preventDefault());</script>`;

const attribute = (value: unknown): string => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll("'", '&#39;');

export async function startOwnShop(product: { readonly url: string; readonly writeKey: string }): Promise<OwnShop> {
  const heads: string[] = [];
  const html = (head: string): string =>
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>小店</title>${head}</head><body>${body}</body></html>`;
  const module = new URL('../../sdk/web/dist/index.js', import.meta.url);
  const server = createServer((request, response) => {
    const { searchParams, pathname } = new URL(request.url ?? '/', 'http://shop');
    if (pathname === '/@danqing/web.js') {
      response.setHeader('content-type', 'text/javascript');
      return void readFile(module).then((bytes) => response.end(bytes));
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname.startsWith('/head/')) return response.end(html(heads[Number(pathname.slice(6))] ?? ''));
    const settings: { options?: object; early?: unknown[] } = JSON.parse(Buffer.from(searchParams.get('sdk') ?? 'e30', 'base64url').toString());
    const early = `<script>window.danqing = ${JSON.stringify(settings.early ?? []).replaceAll('<', '\\u003c')};</script>`;
    const script = `<script async src="${product.url}/danqing.js" data-write-key="${product.writeKey}" data-options='${attribute(settings.options ?? {})}'></script>`;
    return response.end(html(early + script));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the shop has no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    page: (path, options, early) => {
      const url = new URL(path, origin);
      url.searchParams.set('sdk', Buffer.from(JSON.stringify({ options, early })).toString('base64url'));
      return url.href;
    },
    pageWith: (head) => `${origin}/head/${heads.push(head) - 1}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
