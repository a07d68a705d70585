import { Fault } from '#kernel';
import type { EvaluationContext, TagShape } from '../context.ts';
import type { Rule } from '../rule.ts';
import { Binder, maxParameterBytes, urlBytes } from './binder.ts';
import { scopeParams } from './scope.ts';

/** Inlined segments multiply: beyond this a rule is refused. */
const maxConditions = 5000;
/** The URL that carries the parameters ends at a megabyte (http_max_uri_size). */
const maxUrlBytes = 1_000_000;

/** What all parts of one query share: its context, its parameters, its names. */
export class Compilation {
  readonly binder = new Binder();
  #context: EvaluationContext;
  #names = 0;
  #conditions = 0;

  constructor(context: EvaluationContext) {
    this.#context = context;
  }

  get context(): EvaluationContext {
    return this.#context;
  }

  /** Compiles a part that is about everybody, whatever the scope of the whole: a place among others hangs on those. */
  overEverybody<T>(compile: () => T): T {
    const whole = this.#context;
    const { isScoped: _isScoped, only: _only, ...everybody } = whole;
    this.#context = everybody;
    const compiled = compile();
    this.#context = whole;
    return compiled;
  }

  /** A name no other part of the query has. */
  name(prefix: string): string {
    this.#names++;
    return `${prefix}${this.#names}`;
  }

  /** Counts what inlining makes of a rule. */
  countCondition(): void {
    this.#conditions++;
    if (this.#conditions > maxConditions)
      throw new Fault('DQ_RULE_TOO_LARGE', 422, `with the segments it names this rule has more than ${maxConditions} conditions`);
  }

  segment(key: string, way: readonly string[]): Rule {
    if (way.includes(key)) throw new Fault('DQ_RULE_CYCLE', 422, `this rule reaches itself: ${[...way, key].join(' → ')}`);
    const rule = this.context.segments.get(key);
    if (rule === undefined) throw new Fault('DQ_RULE_UNKNOWN_SEGMENT', 422, `there is no segment "${key}" that can be read`);
    return rule;
  }

  tag(key: string): TagShape {
    const tag = this.context.tags.get(key);
    if (tag === undefined) throw new Fault('DQ_RULE_UNKNOWN_TAG', 422, `there is no tag "${key}"`);
    return tag;
  }

  finish(sql: string): { readonly sql: string; readonly params: Record<string, unknown> } {
    const params = { ...this.binder.params, ...scopeParams(this.context) };
    const sizes = Object.values(params).map(urlBytes);
    if (Math.max(0, ...sizes) > maxParameterBytes || sizes.reduce((sum, size) => sum + size + 20, 0) > maxUrlBytes) {
      throw new Fault('DQ_RULE_TOO_LARGE', 422, 'with the segments it names this rule holds too many values; put long lists of values into a tag');
    }
    return { sql, params };
  }
}
