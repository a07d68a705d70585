import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject, type JsonValue, objectAt, withValue } from '#kernel';
import type { CompiledRule } from './compile.ts';
import { atPlaces } from './at-places.ts';
import type { Refusal } from './result.ts';

/** What one rule did to one message. */
export interface Effect {
  readonly rule: string;
  readonly kind: 'changed' | 'refused' | 'imputed' | 'parked' | 'dropped';
  /** From the part on: properties.price, traits.city. */
  readonly path: string;
  readonly reason?: Refusal;
}

/** A message after the rules, or how they ended it. */
export interface Ruled {
  readonly raw: JsonObject;
  readonly effects: readonly Effect[];
  readonly end?: 'parked' | 'dropped';
}

/** Where a value that is imputed goes: in the place of the one that is missing, or among those that are set once, where it stands against nothing that anybody says. */
export type Imputes = 'here' | 'once' | 'never';

/** What is gathered while the rules go over one message. */
export class Run {
  raw: JsonObject;
  end: 'parked' | 'dropped' | undefined;
  readonly effects: Effect[] = [];

  constructor(raw: JsonObject) {
    this.raw = raw;
  }

  /** One rule over the object that stands under `names`. Without such an object there is nothing to do, but for what is imputed in place. */
  do(compiled: CompiledRule, names: readonly string[], imputes: Imputes): void {
    const part = names.reduce<JsonValue | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), this.raw);
    if (!isJsonObject(part) && !(compiled.hasDefault && part === undefined && imputes === 'here')) return;
    const object: JsonObject = objectAt(part);
    if (!compiled.holds(object)) return;
    const place = `${names.join('.')}.${compiled.rule.path}`;
    let copied: JsonValue | undefined;
    let guessed: JsonValue | undefined;
    const next = atPlaces(object, compiled.path, (sent) => {
      const { value, refused, isImputed, isDiscarded } = compiled.clean(sent);
      if (isDiscarded) this.#ends('dropped', compiled, place);
      if (refused !== undefined) {
        if (compiled.rule.otherwise === 'park') this.#ends('parked', compiled, place, refused);
        else this.#note(compiled, 'refused', place, refused);
      }
      if (isImputed) {
        if (imputes !== 'never') this.#note(compiled, 'imputed', place);
        if (imputes === 'here') return value;
        if (imputes === 'once') guessed = value;
        return refused === undefined ? sent : undefined;
      }
      if (compiled.to !== undefined) {
        if (refused === undefined) copied = value;
        return sent;
      }
      if (value === sent || isDeepStrictEqual(value, sent)) return sent;
      if (refused === undefined) this.#note(compiled, 'changed', place);
      return value;
    });
    let changed: JsonObject = objectAt(next);
    if (copied !== undefined && compiled.to !== undefined) {
      const value = copied;
      const with_ = atPlaces(changed, compiled.to, (standing) => (isDeepStrictEqual(standing, value) ? standing : value));
      if (with_ !== changed && isJsonObject(with_)) {
        changed = with_;
        this.#note(compiled, 'changed', `${names.join('.')}.${compiled.rule.to ?? ''}`);
      }
    }
    if (changed !== object) this.raw = withValue(this.raw, names.join('.'), changed);
    if (guessed !== undefined) this.raw = withValue(this.raw, 'traitsOnce', onceWith(this.raw['traitsOnce'], compiled, guessed));
  }

  #note({ rule }: CompiledRule, kind: Effect['kind'], path: string, reason?: Refusal): void {
    this.effects.push({ rule: rule.id, kind, path, ...(reason === undefined ? {} : { reason }) });
  }

  #ends(end: 'parked' | 'dropped', compiled: CompiledRule, path: string, reason?: Refusal): void {
    if (this.end === undefined) this.#note(compiled, end, path, reason);
    this.end ??= end;
  }
}

function onceWith(standing: JsonValue | undefined, { path }: CompiledRule, value: JsonValue): JsonObject {
  const next = atPlaces(objectAt(standing), path, (said) => said ?? value);
  return objectAt(next);
}

/** The message with what was done to it written on it: which values are imputed and which cannot be read, for everybody who reads the event. */
export function marked(raw: JsonObject, effects: readonly Effect[]): JsonObject {
  const of = (kind: Effect['kind']): readonly string[] => [
    ...new Set(effects.filter((effect) => effect.kind === kind).map(({ path }) => path.replace(/^(?:context\.)?(properties\.)?/, ''))),
  ];
  const [imputed, invalid] = [of('imputed'), of('refused')];
  const properties = isJsonObject(raw['properties']) ? raw['properties'] : {};
  const context = isJsonObject(raw['context']) ? raw['context'] : {};
  const marks: JsonObject = { ...(imputed.length === 0 ? {} : { $imputed: imputed }), ...(invalid.length === 0 ? {} : { $invalid: invalid }) };
  return {
    ...raw,
    ...(imputed.length + invalid.length === 0 ? {} : { properties: { ...properties, ...marks } }),
    context: { ...context, cleaning: effects.map(({ rule, kind, path, reason }) => ({ rule, kind, path, ...(reason === undefined ? {} : { reason }) })) },
  };
}
