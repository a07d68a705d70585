import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultKinds } from '#clean';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';
import { registerSegmentRoutes } from './routes.ts';

let world: Definitions;

beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.app.register(
    async (scope) => {
      scope.addHook('onRequest', (request, _reply, done) => {
        Object.assign(request.caller, { seesPersonalData: false });
        done();
      });
      const classOf = () => (_scope: string, path: string) => (path === 'phone' ? ('phone' as const) : undefined);
      registerSegmentRoutes(scope, { ...world.base, kinds: { of: () => defaultKinds }, classOf });
    },
    { prefix: '/masked' },
  );
  await world.addProfiles({ 1: { phone: '13800138001', city: 'Wuhan' }, 2: { phone: '13900139002', city: 'Wuhan' } });
});
afterAll(() => world.close());

const part = { trait: 'phone', op: 'startsWith', value: '138' };
const whole = { trait: 'phone', op: 'eq', value: '13800138001' };

/** What is asked without keeping anything, by path, about a rule. */
const questions: readonly (readonly [string, (rule: object) => object, string])[] = [
  ['/segments/preview', (rule) => ({ rule }), '/rule'],
  ['/segments/preview', (rule) => ({ rule: { all: [{ not: rule }] }, async: true }), '/rule/all/0/not'],
  ['/segments/portrait', (rule) => ({ rule: { all: [] }, against: rule }), '/against'],
  ['/segments/overlap', (rule) => ({ of: [{ all: [] }, rule] }), '/of/1'],
  ['/schemes/preview', (rule) => ({ definition: { rules: [{ part: 'a', rule }] } }), '/definition/rules/0/rule'],
];

describe('somebody who sees personal data masked', () => {
  it.each(questions)('asks %s about whole values, and not about parts of them', async (path, body, place) => {
    const ask = async (prefix: string, rule: object) => await world.app.inject({ method: 'POST', url: `${prefix}/api/v1${path}`, payload: body(rule) });
    const refused = await ask('/masked', part);
    expect([refused.statusCode, refused.json()]).toMatchObject([403, { code: 'DQ_RULE_PERSONAL', errors: [{ path: place, code: 'DQ_RULE_PERSONAL' }] }]);
    expect((await ask('', part)).statusCode).toBeLessThan(300);
    expect((await ask('/masked', whole)).statusCode).toBeLessThan(300);
  });

  it('is not helped by writing the rule as text', async () => {
    const payload = { text: 'trait phone starts with "138"' };
    const open = await world.app.inject({ method: 'POST', url: '/api/v1/segments/preview', payload });
    const masked = await world.app.inject({ method: 'POST', url: '/masked/api/v1/segments/preview', payload });
    expect([open.statusCode, masked.statusCode]).toEqual([200, 403]);
  });
});
