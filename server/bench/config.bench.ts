import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultSettings } from '#clean';
import { treeOf } from '../../test/processes.ts';
import type { Bench, BenchOptions, Figure } from './figure.ts';
import { seedProfiles, untilMerged } from './seed.ts';
import { graphOf, seedGraph } from './seed-graph.ts';
import { startSubject, type Subject } from './subject.ts';

/** One e-mail address a customer: every tenth has two. */
const narrower = { kinds: defaultSettings.kinds.map((one) => (one.kind === 'email' ? { ...one, limit: 1 } : one)) };

export const bench: Bench = {
  name: 'config',
  about: 'the report of identities, the preview of a narrower limit and applying it to the past, at a million identifiers',
  run: async (options) => {
    const people = options.profiles ?? (options.isQuick ? 2000 : 250_000);
    const subject = await startSubject();
    try {
      await seedGraph(subject.pg, people);
      await seedProfiles(subject.clickhouse, people);
      await untilMerged(subject.clickhouse);
      options.say(`${graphOf(people).identifiers.toLocaleString('en-US')} identifiers of ${people.toLocaleString('en-US')} people stored`);
      return await measure(subject, people, options);
    } finally {
      await subject.stop();
    }
  },
};

async function measure({ product }: Subject, people: number, { say }: BenchOptions): Promise<readonly Figure[]> {
  const { identifiers, secondAddresses } = graphOf(people);
  const call = async (path: string, body?: object, method = body === undefined ? 'GET' : 'POST'): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${product.url}/api/v1/identity/${path}`, {
      method,
      headers: { authorization: `Bearer ${product.adminKey}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    const said: unknown = await answer.json();
    return typeof said === 'object' && said !== null ? { ...said } : {};
  };
  const figures: Figure[] = [];
  const timed = async (name: string, work: () => Promise<Record<string, unknown>>): Promise<Record<string, unknown>> => {
    const startedAt = performance.now();
    const said = await work();
    const seconds = (performance.now() - startedAt) / 1000;
    const { sample: _sample, ...rest } = said;
    const memory = peakMegabytes(product.process.pid ?? 0);
    say(`${name}: ${seconds.toFixed(1)} s; most memory so far ${memory.join(', ')}; ${JSON.stringify(rest).slice(0, 300)}`);
    figures.push({
      name: `${name}, ${identifiers.toLocaleString('en-US')} identifiers`,
      measured: { value: seconds, unit: 's' },
      goals: [],
      note: memory.join(', '),
    });
    return said;
  };
  const apply = async (dryRun: boolean): Promise<Record<string, unknown>> => {
    const { id } = await call('config/apply', { dryRun });
    for (;;) {
      const job = await call(`config/apply/${String(id)}`);
      if (job['state'] === 'done') return job;
      if (job['state'] === 'failed') throw new Error(JSON.stringify(job));
      await sleep(200);
    }
  };
  await timed('report', () => call('report'));
  await timed('preview of 200,000 profiles', () => call('config/preview', narrower));
  await timed('preview of all', () => call('config/preview', { ...narrower, most: 5_000_000 }));
  await call('config', narrower, 'PUT');
  await timed('apply, dry run', () => apply(true));
  const applied = await timed(`apply, ${secondAddresses.toLocaleString('en-US')} identifiers leave`, () => apply(false));
  await timed('apply again, nothing to do', () => apply(false));
  say(JSON.stringify(applied['counts']));
  return figures;
}

/** The largest each process of the product but the engines has been (VmHWM), by the role in its command line. */
function peakMegabytes(pid: number): readonly string[] {
  return treeOf(pid).flatMap(({ pid: each, command }) => {
    const role = /\b(api|worker)\b/.exec(command)?.[1];
    const kilobytes = role === undefined ? undefined : /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? [] : [`${role} ${Math.round(Number(kilobytes) / 1024)} MB`];
  });
}
