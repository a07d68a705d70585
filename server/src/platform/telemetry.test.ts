import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Counter, createRegistry, publishMetrics, renderMetrics } from './telemetry.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'danqing-metrics-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const counted = (name: string, by: number) => {
  const registry = createRegistry(name);
  new Counter({ name: 'danqing_pipeline_events_total', help: 'events', labelNames: ['outcome'], registers: [registry] }).inc({ outcome: 'pass' }, by);
  return registry;
};

it('shows the metrics of this process and of those that publish, each under its name', async () => {
  const worker = publishMetrics(counted('worker', 5), folder, 'worker');
  await expect.poll(() => readdir(folder)).toContain('worker.json');
  const text = await renderMetrics(counted('api', 2), folder);
  expect(text).toContain('danqing_pipeline_events_total{outcome="pass",process="api"} 2');
  expect(text).toContain('danqing_pipeline_events_total{outcome="pass",process="worker"} 5');
  expect(text.match(/# TYPE danqing_pipeline_events_total/g)).toHaveLength(1);
  expect(text).toMatch(/process_resident_memory_bytes\{process="worker"\}/);
  await worker.stop();
  expect(await renderMetrics(counted('api', 2), folder)).not.toContain('worker');
});

it('forgets a process that stopped publishing', async () => {
  await writeFile(join(folder, 'gone.json'), JSON.stringify({ at: Date.now() - 60_000, metrics: await counted('gone', 1).getMetricsAsJSON() }));
  expect(await renderMetrics(counted('api', 1), folder)).not.toContain('gone');
});

it('does without a folder', async () => {
  expect(await renderMetrics(counted('api', 3), join(folder, 'nowhere'))).toContain('process="api"} 3');
});
