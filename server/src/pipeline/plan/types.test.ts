/** What callers get is compiled by the real TypeScript against the real clients. */
import type { Plan } from '@danqing/contracts';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { plannedProperty as property } from '../../clean/testing.ts';
import { typesOf } from './types.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'danqing-plan-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plan: Plan = {
  unknownEvents: 'warn',
  events: [
    {
      event: 'Order Completed',
      mode: 'park',
      others: 'report',
      description: 'When the till says so */ and not before',
      properties: [
        property('order_id', 'string', { required: true, description: 'Number of the order' }),
        property('revenue', 'number', { required: true }),
        property('currency', 'string', { values: ['CNY', 'USD'] }),
        property('coupon', 'string', { nullable: true }),
        property('products', 'list', { of: 'object' }),
        property('products[].sku', 'string', { required: true }),
        property('tags', 'list', { of: 'string' }),
        property('ship-to.city', 'string'),
      ],
    },
    { event: 'Cart Viewed', mode: 'observe', others: 'allow', description: '', properties: [property('items', 'integer')] },
    { event: '$identify', mode: 'observe', others: 'report', description: '', properties: [property('age', 'integer')] },
  ],
};

const program = `
  import type { AnalyticsBrowser } from '@segment/analytics-next';
  import type { Analytics } from '@segment/analytics-node';
  import type { Danqing as Web } from '${root}sdk/web/src/index.ts';
  import type { Danqing as Node } from '${root}sdk/node/src/index.ts';
  import type { Planned, PlanEvents, PlanTraits } from './plan.d.ts';
  declare const [web, node, segment, server]: [Web<PlanEvents>, Node<PlanEvents>, AnalyticsBrowser, Analytics];
  const browser: Planned<AnalyticsBrowser> = segment;
  const service: Planned<Analytics> = server;
  const order = { order_id: 'o1', revenue: 9.5 };
  const traits: PlanTraits = { age: 30 };
  web.track('Order Completed', { ...order, currency: 'CNY', coupon: null, products: [{ sku: 's' }], tags: ['a'], 'ship-to': { city: 'Shanghai' } });
  web.track('Cart Viewed');
  web.track('Cart Viewed', { items: 1, anything: true });
  node.track({ event: 'Order Completed', userId: 'u1', properties: order });
  void browser.track('Order Completed', order, { timestamp: new Date() });
  void browser.track('Cart Viewed');
  service.track({ event: 'Order Completed', userId: 'u1', properties: order });
  void browser.identify('u1', { ...traits });
`;
/** Each line is wrong by itself. */
const wrong = [
  `web.track('Order Complete', order);`,
  `web.track('Order Completed');`,
  `web.track('Order Completed', { order_id: 1, revenue: 1 });`,
  `web.track('Order Completed', { ...order, currency: 'EUR' });`,
  `web.track('Order Completed', { ...order, products: [{}] });`,
  `web.track('Order Completed', { order_id: 'o', revenue: 1, colour: 'red' });`,
  `node.track({ event: 'Order Completed', userId: 'u1', properties: { order_id: 'o' } });`,
  `void browser.track('Order Completed');`,
  `void browser.track('Clicked', {});`,
  `void browser.track('Order Completed', { order_id: 'o', revenue: '1' });`,
  `service.track({ event: 'Order Completed', userId: 'u1', properties: { order_id: 'o' } });`,
  `service.track({ event: 'Clicked', userId: 'u1' });`,
];

it('lets right calls pass and refuses wrong ones, by our clients and by Segment’s', () => {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'plan.d.ts'), typesOf(plan, 'version 1'));
  writeFileSync(join(folder, 'right.ts'), program);
  writeFileSync(join(folder, 'wrong.ts'), `${program}${wrong.join('\n')}\n`);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        module: 'nodenext',
        target: 'es2024',
        lib: ['es2024', 'dom', 'dom.iterable'],
        types: ['node'],
        allowImportingTsExtensions: true,
        resolveJsonModule: true,
        exactOptionalPropertyTypes: true,
      },
      files: ['right.ts', 'wrong.ts'],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const lines = [...stdout.matchAll(/^(\w+)\.ts\((\d+),/gm)].map(([, file, line]) => `${file} ${Number(line) - program.split('\n').length + 1}`);
  expect([...new Set(lines)]).toEqual(wrong.map((_, index) => `wrong ${index + 1}`));
});
