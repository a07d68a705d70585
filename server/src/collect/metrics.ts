import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface CollectMetrics {
  answered(target: string, status: number): void;
  accepted(source: string, events: number): void;
  refused(reason: string): void;
  appended(seconds: number): void;
}

/** Label sets are resolved once: hashing them cost more than counting (one event a request). */
const perLabel = <Child>(make: (label: string) => Child): ((label: string) => Child) => {
  const children = new Map<string, Child>();
  return (label) => {
    const known = children.get(label);
    if (known !== undefined) return known;
    const child = make(label);
    children.set(label, child);
    return child;
  };
};

export function createCollectMetrics(registry: Registry, receivingBytes: () => number): CollectMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'danqing_collect_requests_total',
    help: 'Requests answered by the collector',
    labelNames: ['target', 'status'],
    registers,
  });
  const events = new Counter({ name: 'danqing_collect_accepted_events_total', help: 'Events accepted, synced to the log', labelNames: ['source'], registers });
  const refusals = new Counter({
    name: 'danqing_collect_refused_requests_total',
    help: 'Requests of which nothing was accepted',
    labelNames: ['reason'],
    registers,
  });
  const latency = new Histogram({
    name: 'danqing_collect_append_seconds',
    help: 'From the append to its sync',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const receiving = new Gauge({
    name: 'danqing_collect_receiving_bytes',
    help: 'Bodies being received now',
    registers: [],
    collect() {
      this.set(receivingBytes());
    },
  });
  registry.registerMetric(receiving);
  const requestsOf = perLabel((label) => {
    const [target = '', status = ''] = label.split(' ');
    return requests.labels(target, status);
  });
  const eventsOf = perLabel((source) => events.labels(source));
  return {
    answered: (target, status) => requestsOf(`${target} ${status}`).inc(),
    accepted: (source, count) => eventsOf(source).inc(count),
    refused: (reason) => refusals.labels(reason).inc(),
    appended: (seconds) => latency.observe(seconds),
  };
}
