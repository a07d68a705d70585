import { describe, expect, it } from 'vitest';
import { type Ask, askConfiguration, takeSteps } from './ask-configuration.ts';
import { type Configuration, configurationIn } from './file.ts';
import { stepsOf } from './steps.ts';

const place = { kind: 'postgres', host: 'db.example.com', port: 5432, database: 'shop', user: 'reader', tls: 'off' } as const;
const connection = {
  name: 'orders',
  place,
  pull: { query: 'SELECT 1', read: 'all' as const },
  mapping: { identifiers: { phone: { column: 'phone' } }, traits: {} },
  choices: null,
  schedule: { every: 'hour' as const },
};
const webhook = { name: 'form', kind: 'generic' as const, settings: {}, mappings: [] };
const whole: Configuration = {
  danqing: 'configuration',
  version: 1,
  plan: { unknownEvents: 'allow', events: [] },
  cleaning: [],
  enrichment: { rules: [], ownHosts: ['shop.example.com'] },
  webhooks: [webhook],
  connections: [connection],
};
const empty: Configuration = { danqing: 'configuration', version: 1, enrichment: { rules: [], ownHosts: [] } };
const does = (now: Configuration, wanted: Configuration) => stepsOf(now, wanted).map((step) => `${step.does} ${step.part} ${step.name}`.trim());

describe('a configuration as a file', () => {
  it('changes nothing where everything is so already, whatever was left out', () => {
    expect(new Set(stepsOf(whole, configurationIn(JSON.stringify(whole))).map((step) => step.does))).toEqual(new Set(['same']));
    expect(stepsOf(whole, empty)).toEqual([{ part: 'enrichment', name: '', does: 'change', note: expect.any(String) }]);
  });

  it('makes what is missing, changes what differs, and says what it will not do', () => {
    expect(does(empty, whole)).toEqual(['same plan', 'same cleaning', 'change enrichment', 'create webhook form', 'create connection orders']);
    const other = { ...whole, webhooks: [{ ...webhook, kind: 'stripe' as const }], connections: [{ ...connection, schedule: { every: 'never' as const } }] };
    expect(does(other, whole)).toEqual(['same plan', 'same cleaning', 'same enrichment', 'refuse webhook form', 'change connection orders']);
    const moved = { ...whole, connections: [{ ...connection, place: { ...place, host: 'other.example.com' } }] };
    expect(stepsOf(whole, moved).at(-1)?.note).toContain('stays as it is here');
  });

  it('refuses what is no configuration, and secrets in one', () => {
    expect(() => configurationIn('{')).toThrow('no JSON');
    expect(() => configurationIn('{"danqing": "configuration", "version": 2}')).toThrow('no configuration of this version');
    expect(() => configurationIn(JSON.stringify({ ...whole, connections: [{ ...connection, secret: 'x' }] }))).toThrow('no configuration');
  });

  it('is brought in over the routes of the pages, and nothing but what was planned is written', async () => {
    const sent: string[] = [];
    const ask: Ask = (_schema, path, more) => {
      sent.push(`${more?.method ?? 'POST'} ${path} ${JSON.stringify(more?.body)}`);
      return Promise.reject(new Error('what the server answers is not looked at here'));
    };
    const current = { configuration: empty, planRevision: 3, webhookIds: new Map([['form', 7]]), connectionIds: new Map([['orders', 9]]) };
    const take = async (now: Configuration, wanted: Configuration): Promise<void> => {
      for (const step of stepsOf(now, wanted)) await takeSteps(ask, [step], wanted, current).catch(() => undefined);
    };
    await take(empty, whole);
    expect(sent.map((line) => line.split(' ', 2).join(' '))).toEqual(['PUT /enrichment', 'POST /webhooks', 'POST /connections']);
    expect(sent.at(-1)).toContain('"isPaused":true');
    sent.length = 0;
    const moved = { ...whole, connections: [{ ...connection, place: { ...place, host: 'other.example.com' }, schedule: { every: 'never' as const } }] };
    await take(whole, moved);
    expect(sent).toEqual([expect.stringMatching(/^PATCH \/connections\/9 /)]);
    expect(sent[0]).not.toContain('other.example.com');
    await expect(askConfiguration(ask)).rejects.toThrow('not looked at');
  });
});
