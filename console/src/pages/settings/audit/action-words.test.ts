import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { texts } from '../../../i18n/zh/audit.ts';

const server = new URL('../../../../../server/src/', import.meta.url);

/** Actions that the server writes by name; those of the hook (method and route) are put together from words. */
const written = new Set(
  readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
    .flatMap((name) => {
      const text = readFileSync(new URL(name.replaceAll('\\', '/'), server), 'utf8');
      return text.includes('recordAudit(') ? [...text.matchAll(/recordAudit\([^)]{0,200}?action: '([^']+)'/g)].map(([, action = '']) => action) : [];
    }),
);

it('has words for every action that the server writes into the audit log', () => {
  expect(written.size).toBeGreaterThan(15);
  expect([...written].filter((action) => !Object.hasOwn(texts.actions, action))).toEqual([]);
});
