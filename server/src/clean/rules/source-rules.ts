import type { CleaningRule } from '@danqing/contracts';
import type { JsonObject } from '#kernel';
import { type Imputes, marked, Run, type Ruled } from './apply.ts';
import { compileRule, type CompiledRule } from './compile.ts';
import type { Surroundings } from './result.ts';

/** The rules of a workspace as they count in one source; compiled once a version. */
export interface SourceRules {
  /** Undefined where nothing applies: then nothing was made either. */
  apply(type: string, raw: JsonObject): Ruled | undefined;
}

const storedNames: Readonly<Record<string, string>> = { page: 'Page Viewed', screen: 'Screen Viewed' };
const none: readonly CompiledRule[] = [];
const properties = ['properties'] as const;
const traits = ['traits'] as const;
const contextTraits = ['context', 'traits'] as const;

/** Rules by the name they are bound to, in their order, those that are bound to none among them. */
class Bound {
  readonly #named = new Map<string, readonly CompiledRule[]>();
  readonly #any: readonly CompiledRule[];

  constructor(rules: readonly CompiledRule[]) {
    this.#any = rules.filter(({ rule }) => rule.event === undefined);
    for (const name of new Set(rules.flatMap(({ rule }) => rule.event ?? [])))
      this.#named.set(
        name,
        rules.filter(({ rule }) => rule.event === undefined || rule.event === name),
      );
  }

  of(name: unknown): readonly CompiledRule[] {
    return typeof name === 'string' ? (this.#named.get(name) ?? this.#any) : this.#any;
  }
}

/** Undefined when no rule is about the source. */
export function sourceRules(rules: readonly CleaningRule[], source: string, around: Surroundings): SourceRules | undefined {
  const own = rules.filter((rule) => rule.isOn && (rule.source ?? source) === source).map((rule) => compileRule(rule, around));
  if (own.length === 0) return undefined;
  const ofPart = (part: CleaningRule['part']): Bound => new Bound(own.filter(({ rule }) => rule.part === part));
  const [ofProperties, ofTraits, ofEntities] = [ofPart('properties'), ofPart('traits').of(undefined), ofPart('entity')];

  const all = (run: Run, compiled: readonly CompiledRule[], names: readonly string[], imputes: Imputes): void => {
    for (const one of compiled) if (run.end === undefined) run.do(one, names, imputes);
  };
  return {
    apply: (type, raw) => {
      const isEntity = type === 'entity' || type === 'item';
      const things = isEntity ? ofEntities.of(raw['kind']) : type === 'group' ? ofEntities.of('account') : none;
      const happened =
        isEntity || type === 'group' || type === 'identify' || type === 'alias' ? none : ofProperties.of(type === 'track' ? raw['event'] : storedNames[type]);
      const said = isEntity ? none : ofTraits;
      if (things.length + happened.length + said.length === 0) return undefined;
      const run = new Run(raw);
      all(run, things, traits, 'never');
      all(run, happened, properties, 'here');
      if (type !== 'group') all(run, said, traits, type === 'identify' ? 'once' : 'never');
      all(run, said, contextTraits, 'never');
      if (run.effects.length === 0) return undefined;
      const { effects, end } = run;
      return end === undefined ? { raw: isEntity ? run.raw : marked(run.raw, effects), effects } : { raw, effects, end };
    },
  };
}
