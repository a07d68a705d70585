import { atMost, type BenchOptions, type Figure } from './figure.ts';
import { threeConditions } from './live-rules.ts';
import { startSubject, type Subject } from './subject.ts';
import { batchBody, mixedEvent } from './workload.ts';

const eventsPerSecond = 2_000;
const batch = 100;

/** From the acknowledgement of an event until subscribers hear what it changed, which is after the membership can be read; 20 live segments and a tag. */
export async function freshness(options: BenchOptions): Promise<readonly Figure[]> {
  const subject = await startSubject();
  try {
    for (let index = 0; index < 20; index++) {
      await subject.product.api('POST', '/segments', { key: `s${index}`, name: `S ${index}`, rule: threeConditions(index), refresh: 'live' });
    }
    await subject.product.api('POST', '/tags', { key: 'marker', name: 'Marker', definition: { measure: { did: 'Marker', max: 'n' } }, refresh: 'live' });
    const heard = new Map<number, number>();
    const stop = await listen(subject, heard);
    const acknowledged = await load(subject, options.isQuick ? 5 : 40);
    for (let look = 0; look < 100 && heard.size < acknowledged.size; look++) await new Promise((resolve) => setTimeout(resolve, 100));
    stop();
    const latencies = [...acknowledged].flatMap(([n, at]) => (heard.has(n) ? [(heard.get(n) ?? 0) - at] : [])).sort((a, b) => a - b);
    const quantile = (q: number): number => latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))] ?? Number.NaN;
    options.say(`${latencies.length} of ${acknowledged.size} markers were heard`);
    const figure = (q: number, limit: number): Figure => ({
      name: `freshness at ${eventsPerSecond.toLocaleString('en-US')} events/s, p${q * 100}`,
      measured: { value: quantile(q), unit: 'ms' },
      goals: [atMost(quantile(q), limit, 'ms')],
      note: `20 live segments; ${latencies.length} of ${acknowledged.size} markers heard`,
    });
    return [figure(0.5, 1000), figure(0.95, 2000)];
  } finally {
    await subject.stop();
  }
}

/** Every batch carries one marker; gives when each was acknowledged. */
async function load(subject: Subject, seconds: number): Promise<ReadonlyMap<number, number>> {
  const acknowledged = new Map<number, number>();
  const startedMs = performance.now();
  const sending: Promise<void>[] = [];
  for (let index = 0; index < (seconds * eventsPerSecond) / batch; index++) {
    const dueMs = startedMs + (index * batch * 1000) / eventsPerSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
    sending.push(send(subject, index, acknowledged));
  }
  await Promise.all(sending);
  return acknowledged;
}

async function send(subject: Subject, index: number, acknowledged: Map<number, number>): Promise<void> {
  const at = new Date().toISOString();
  const body = batchBody(index * batch, batch, at, (id, moment) =>
    id % batch === 99
      ? `{"messageId":"marker-${index}","type":"track","event":"Marker","userId":"marker-${index}","timestamp":"${moment}","properties":{"n":${index}}}`
      : mixedEvent(id, moment),
  );
  const response = await fetch(`${subject.product.url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...subject.writeHeaders },
    body: new Uint8Array(body),
  });
  await response.arrayBuffer();
  if (response.ok) acknowledged.set(index, performance.now());
}

/** Notes when each marker's value is told. */
async function listen(subject: Subject, heard: Map<number, number>): Promise<() => void> {
  const abort = new AbortController();
  const response = await fetch(`${subject.product.url}/api/v1/stream?topics=tag:marker`, { headers: subject.adminHeaders, signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const read = async (): Promise<void> => {
    for (let rest = ''; ; ) {
      const part = await reader?.read();
      if (part?.value === undefined) return;
      const lines = (rest + part.value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const value = /"value":(\d+)/.exec(line)?.[1];
        if (value !== undefined) heard.set(Number(value), performance.now());
      }
    }
  };
  read().catch(() => undefined); // ends with the abort
  return () => abort.abort();
}
