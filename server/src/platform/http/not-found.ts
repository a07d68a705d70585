import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '#kernel';

/** Answers what no route takes: 405 with `Allow` where the path exists under other methods, 404 otherwise. */
export function answerUnknownPaths(app: FastifyInstance): void {
  const methodsByUrl = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsByUrl.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name);
    methodsByUrl.set(url, methods);
  });
  const patterns = new Map<string, RegExp>();
  const patternOf = (url: string): RegExp => {
    const known = patterns.get(url);
    if (known !== undefined) return known;
    const pattern = new RegExp(
      `^${url
        .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll(/:[^/]+/g, '[^/]+')
        .replaceAll('*', '.*')}$`,
    );
    patterns.set(url, pattern);
    return pattern;
  };
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const allowed = new Set<string>();
    for (const [url, methods] of methodsByUrl) if (url !== '*' && patternOf(url).test(path)) for (const method of methods) allowed.add(method);
    if (allowed.size === 0) throw new Fault('DQ_NOT_FOUND', 404, `nothing answers at ${path.slice(0, 200)}; the paths stand in /api/docs`);
    reply.header('allow', [...allowed].sort().join(', '));
    throw new Fault(
      'DQ_METHOD_NOT_ALLOWED',
      405,
      `${request.method} is not possible here; ${[...allowed].sort().join(', ')} ${allowed.size === 1 ? 'is' : 'are'}`,
    );
  });
}
