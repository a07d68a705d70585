import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientsFor } from './clients.ts';

const target = { origin: 'https://data.example.com', key: 'YOUR_WRITE_KEY' };
const guides = ['keep-your-sdk.md', 'keep-your-sdk.zh-CN.md'].map((name) =>
  readFileSync(new URL(`../../../../../docs/guides/${name}`, import.meta.url), 'utf8'),
);

/** What was indented as code. */
const codeOf = (guide: string): readonly string[] => guide.split('\n').flatMap((line) => (line.startsWith('    ') ? [line.slice(4)] : []));

/** Somebody else's, which people have already. */
const others = clientsFor(target).filter(({ key, steps }) => steps[0]?.code.startsWith('npm install') === true && !key.startsWith('danqing-'));

test('the guide has the very lines of the snippets, for each SDK of others', () => {
  const lines = new Set(clientsFor(target).flatMap(({ steps }) => steps.flatMap(({ code }) => code.split('\n'))));
  for (const guide of guides) {
    const code = codeOf(guide);
    expect(code.filter((line) => !lines.has(line))).toEqual([]);
    for (const { key, steps } of others) {
      const telling = (steps.at(-1)?.code ?? '').split('\n').filter((line) => line.includes('data.example.com'));
      expect(telling.length, key).toBeGreaterThan(0);
      for (const line of telling) expect(code, key).toContain(line);
    }
  }
});

test('no two clients have one key, and each says its address and its key', () => {
  const clients = clientsFor(target);
  expect(new Set(clients.map(({ key }) => key)).size).toBe(clients.length);
  for (const { key, steps } of clients) {
    const code = steps.map((step) => step.code).join('\n');
    expect(code, key).toContain('data.example.com');
    expect(code, key).toContain(target.key);
  }
});
