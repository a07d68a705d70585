import type { ImportCondition, ImportMapping, WebhookMapping } from '@danqing/contracts';
import { hash } from 'node:crypto';
import { type FaultDetail, isJsonObject, type JsonObject, type JsonValue, objectAt } from '#kernel';
import { parseMapping } from '../../import/mapping/parse.ts';
import { TextArena } from '../../import/plan/arena.ts';
import { planImport, type Plan } from '../../import/plan/plan.ts';
import { columnOf, type HookColumn, rowsOf } from './rows.ts';

/** What becomes of one body. */
export type HookRead =
  | { readonly kind: 'message'; readonly type: string; readonly raw: JsonObject }
  | { readonly kind: 'unmapped'; readonly detail: string }
  | { readonly kind: 'left_out'; readonly detail: string };

/** Reads the bodies of one source. Total, pure. */
export interface HookReader {
  /** `raw`: an item as `decodeWebhook` gives it. */
  read(raw: JsonObject, receivedAt: number): HookRead;
}

interface Compiled {
  readonly fits: (topic: string) => boolean;
  readonly mapping: ImportMapping;
  readonly isTimed: boolean;
  readonly columns: readonly HookColumn[];
  readonly plan: Plan;
}

export type CompiledHook = { readonly ok: true; readonly reader: HookReader } | { readonly ok: false; readonly errors: readonly FaultDetail[] };

/** `orders/*` fits all that begin so, `*` any, and everything else itself. */
function topicTest(topic: string): (one: string) => boolean {
  if (!topic.endsWith('*')) return (one) => one === topic;
  const start = topic.slice(0, -1);
  return (one) => one.startsWith(start);
}

/** Where a mapping names no time, it is when the body came. */
const noTime = { value: '2000-01-01' };

/** Compiles the mappings of a source. Every fault is named, with its JSON Pointer under /mappings. */
export function compileHook(mappings: readonly WebhookMapping[], zone: string): CompiledHook {
  const errors: FaultDetail[] = [];
  const compiled = mappings.flatMap(({ topic, mapping: json }, index): readonly Compiled[] => {
    const isTimed = isJsonObject(json) && json['timestamp'] !== undefined;
    const parsed = parseMapping(isJsonObject(json) && !isTimed ? { ...json, timestamp: noTime } : json);
    const at = `/mappings/${index}/mapping`;
    if (!parsed.ok) {
      errors.push(...parsed.errors.map((error) => ({ ...error, path: `${at}${error.path}` })));
      return [];
    }
    const { mapping, uses } = parsed;
    const wrong = wrongHere(mapping, [...uses.byColumn.keys()]);
    if (wrong !== undefined) {
      errors.push({ ...wrong, path: `${at}${wrong.path}` });
      return [];
    }
    const columns = [...uses.byColumn.keys()];
    // The bodies of one event are one group: its lines become its products.
    const sample = { format: 'jsonl', columns, headerRow: 0, sheet: undefined, rows: [] } as const;
    const plan = planImport(mapping, sample, { at: 0, zone });
    return [{ fits: topicTest(topic), mapping, isTimed, columns: columns.map(columnOf), plan }];
  });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, reader: { read: (raw, receivedAt) => readBody(compiled, raw, receivedAt) } };
}

/** What a mapping of a file may say and one of a body may not. */
function wrongHere(mapping: ImportMapping, columns: readonly string[]): FaultDetail | undefined {
  if (mapping.entity !== undefined)
    return { path: '/entity', code: 'not_here', message: 'a webhook brings events and traits of people; the catalogue is filled by imports' };
  if (mapping.group !== undefined) return { path: '/group', code: 'not_here', message: 'a body is one event; lists in it are read as lines[].sku' };
  if (mapping.also !== undefined) return { path: '/also', code: 'not_here', message: 'a body is one event' };
  const deep = columns.find((column) => column.split('[]').length > 2);
  if (deep !== undefined) return { path: '', code: 'too_deep', message: `"${deep}" goes through two lists; one can be read` };
  const relative = (mapping.when ?? []).findIndex((one) => one.if !== undefined && isRelative(one.if));
  return relative === -1
    ? undefined
    : { path: `/when/${relative}/if`, code: 'not_here', message: 'conditions relative to now would read a body otherwise when it is replayed; name a date' };
}

function isRelative(condition: ImportCondition): boolean {
  if ('all' in condition) return condition.all.some(isRelative);
  if ('any' in condition) return condition.any.some(isRelative);
  if ('not' in condition) return isRelative(condition.not);
  return condition.op === 'withinLast' || condition.op === 'withinNext';
}

const unmapped = (detail: string): HookRead => ({ kind: 'unmapped', detail });

function readBody(compiled: readonly Compiled[], raw: JsonObject, receivedAt: number): HookRead {
  const { topic, body, delivery } = raw;
  if (!isJsonObject(body)) return unmapped(body === undefined ? 'the body is neither JSON nor XML nor a form' : 'the body is no object');
  const name = typeof topic === 'string' ? topic : '';
  const one = compiled.find(({ fits }) => fits(name));
  if (one === undefined) return unmapped(compiled.length === 0 ? 'this source has no mapping yet' : `no mapping for the topic "${name}"`.slice(0, 200));
  const { plan, columns } = one;
  const rows = rowsOf({ ...body, $topic: name }, columns);
  const [first] = rows;
  if (first === undefined) return unmapped('the body is empty');
  const decision = plan.decide(first);
  if (decision.kind === 'skip') return { kind: 'left_out', detail: decision.reason };
  if (decision.kind === 'reject') return unmapped(decision.reason);
  const draft = plan.start(new TextArena(), decision.index, first);
  for (const row of rows) draft.add(row);
  const built = draft.finish();
  if ('reason' in built) return unmapped(built.reason);
  const message: unknown = JSON.parse(built.message);
  if (!isJsonObject(message)) return unmapped('the mapping makes no message');
  const type = typeof message['type'] === 'string' ? message['type'] : '';
  return { kind: 'message', type, raw: finished(message, one, { delivery, receivedAt, event: decision.event }) };
}

interface Delivered {
  readonly delivery: JsonValue | undefined;
  readonly receivedAt: number;
  readonly event: string;
}

/** What a mapping of a file cannot say of a body: whose name it has for retries, when it came, and that a webhook brought it. */
function finished(message: JsonObject, { mapping, isTimed }: Compiled, { delivery, receivedAt, event }: Delivered): JsonObject {
  const { properties: given, ...rest } = message;
  const { context } = message;
  const { products, ...own } = objectAt(given);
  const lines = Array.isArray(products) ? products.filter((line: JsonValue) => isJsonObject(line) && Object.keys(line).length > 0) : [];
  const properties: JsonObject = { ...own, ...(lines.length === 0 ? {} : { products: lines }) };
  return {
    ...rest,
    ...(given === undefined ? {} : { properties }),
    ...(mapping.messageId === undefined || mapping.messageId.length === 0 ? { messageId: deliveredId(event, delivery) } : {}),
    ...(isTimed ? {} : { timestamp: new Date(receivedAt).toISOString() }),
    context: { ...objectAt(context), library: { name: 'webhook' } },
  };
}

function deliveredId(event: string, delivery: JsonValue | undefined): string {
  const id = `${event}@${typeof delivery === 'string' ? delivery : ''}`;
  return id.length <= 250 ? id : `${id.slice(0, 200)}#${hash('sha256', id, 'base64url').slice(0, 27)}`;
}
