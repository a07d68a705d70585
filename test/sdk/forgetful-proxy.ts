/** Stands before the product and forgets to pass on its first yes at each path: what arrived is sent again by whoever sends again. */
import { createServer, request } from 'node:http';

export interface ForgetfulProxy {
  readonly url: string;
  /** How many answers were withheld. */
  withheld(): number;
  close(): Promise<void>;
}

/** What is not an SDK asking something, but handing in. */
const handsIn = (method: string | undefined, path: string): boolean => method === 'POST' && !/flags|decide/.test(path);

export async function startForgetfulProxy(target: string): Promise<ForgetfulProxy> {
  const { hostname, port } = new URL(target);
  const seen = new Set<string>();
  let withheld = 0;
  const server = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/';
    const onward = request({ hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
      const isFirst = handsIn(incoming.method, path) && answer.statusCode === 200 && !seen.has(path);
      if (isFirst) {
        seen.add(path);
        withheld += 1;
      }
      outgoing.writeHead(isFirst ? 503 : (answer.statusCode ?? 502), { ...answer.headers, ...(isFirst ? { 'retry-after': '1' } : {}) });
      answer.pipe(outgoing);
    });
    onward.once('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    withheld: () => withheld,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
