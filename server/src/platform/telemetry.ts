import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AggregatorRegistry, collectDefaultMetrics, type MetricObjectWithValues, type MetricValue, Registry } from 'prom-client';
import { isJsonObject } from '#kernel';

export { Counter, Gauge, Histogram, Registry } from 'prom-client';

type Metric = MetricObjectWithValues<MetricValue<string>>;

/** The registry of one process, with Node's own metrics; every sample says which process it is of. */
export function createRegistry(processName: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ process: processName });
  collectDefaultMetrics({ register: registry });
  return registry;
}

const publishEveryMs = 5_000;
/** What was published longer ago is of a process that is gone. */
const staleAfterMs = 30_000;

/** Publishes a process's metrics as a file, so that the API process can show them without a port for each process. */
export function publishMetrics(registry: Registry, folder: string, processName: string): { stop(): Promise<void> } {
  const path = join(folder, `${processName}.json`);
  const publish = async (): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(`${path}.new`, JSON.stringify({ at: Date.now(), metrics: await registry.getMetricsAsJSON() }));
    await rename(`${path}.new`, path);
  };
  let running = publish();
  const timer = setInterval(() => {
    // A full disk shows in the gaps of the metrics; it must not end the process that does the work.
    running = running.then(publish, publish);
  }, publishEveryMs);
  timer.unref();
  running.catch(() => undefined);
  return {
    stop: async () => {
      clearInterval(timer);
      await running.catch(() => undefined);
      await rm(path, { force: true });
    },
  };
}

/** This process's metrics and the published ones of its fellows, as Prometheus reads them. */
export async function renderMetrics(own: Registry, folder: string): Promise<string> {
  const published = await readPublished(folder);
  return AggregatorRegistry.aggregate([await own.getMetricsAsJSON(), ...published]).metrics();
}

async function readPublished(folder: string): Promise<readonly Metric[][]> {
  const names = await readdir(folder).catch(() => []); // nothing published yet
  const found = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
  return found.flatMap((text) => {
    const file: unknown = text === '' ? undefined : JSON.parse(text);
    return isPublished(file) && Date.now() - file.at < staleAfterMs ? [file.metrics] : [];
  });
}

const isPublished = (value: unknown): value is { readonly at: number; readonly metrics: Metric[] } =>
  isJsonObject(value) && typeof value['at'] === 'number' && Array.isArray(value['metrics']);
