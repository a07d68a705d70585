import Type from 'typebox';
import { DefinitionParams, NullOr } from './define.ts';
import type { OperandJson, Operator } from './rule.ts';
import { Words } from './words.ts';

export interface ProofEventJson {
  readonly messageId: string;
  readonly event: string;
  readonly at: string;
}

/** One part of a rule, and what is true of it for one profile. */
export interface ProofJson {
  /** JSON Pointer from the rule to this part; '' is the rule itself. Inside a segment it starts anew. */
  readonly path: string;
  /** all, any, not, trait, tag, has, did, compare, first, last, top, …; measure, step: what a condition is made of. */
  readonly kind: string;
  /** The trait, or the tag, whose value it is about. */
  readonly trait?: string;
  readonly tag?: string;
  /** null: a measure or a step neither holds nor fails. */
  readonly holds: boolean | null;
  readonly sentence: Words;
  /** What the profile has; null: unknown, or nothing that one value says. */
  readonly actual: string | number | boolean | null | readonly string[];
  readonly needed: { readonly op: Operator; readonly value?: OperandJson } | null;
  /** What is missing, where it does not hold. */
  readonly missing: Words | null;
  /** When and why it will change by time alone, if nothing else happens; null: never, or nobody can say. */
  readonly turns: { readonly at: string; readonly because: Words } | null;
  /** The events that count, the newest first. */
  readonly events: readonly ProofEventJson[];
  /** Where the value of a trait, or a consent, comes from. */
  readonly origin: { readonly value: string; readonly source: string; readonly at: string; readonly messageId: string } | null;
  readonly parts: readonly ProofJson[];
}

/** A proof in an answer's schema; shallow, because it is as deep as the rule. */
export const ProofSchema = Type.Unsafe<ProofJson>({
  type: 'object',
  description: '{path, kind, trait?, tag?, holds, sentence, actual, needed, missing, turns, events: [{messageId, event, at}], origin, parts: [the same…]}',
});

export const WhyParams = DefinitionParams;
export const WhyQuery = Type.Object(
  {
    profile: Type.Integer({ minimum: 1, description: 'a profile that was merged away answers as the one it became' }),
    at: Type.Optional(Type.String({ maxLength: 40, description: 'as of that moment (ISO 8601; without offset: the workspace’s zone); by default now' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 20, description: 'how many events of each condition' })),
  },
  { additionalProperties: false },
);

const common = {
  profile: Type.Integer(),
  mergedFrom: NullOr(Type.Integer({ description: 'the profile asked for, where it was merged into this one' })),
  at: Type.String({ format: 'date-time' }),
};

export const SegmentWhy = Type.Object({
  segment: Type.String(),
  ...common,
  holds: Type.Boolean({ description: 'the rule holds at `at`, evaluated now' }),
  isMember: Type.Boolean({ description: 'the stored membership, which follows' }),
  proof: ProofSchema,
});
export type SegmentWhy = Type.Static<typeof SegmentWhy>;

export const TagWhy = Type.Object({
  tag: Type.String(),
  ...common,
  sentence: Words,
  value: Type.Unknown({ description: 'what is stored; null: nothing' }),
  valueAt: NullOr(Type.String({ format: 'date-time', description: 'since when' })),
  computed: Type.Unknown({ description: 'what the definition gives now; null: nothing, or it cannot be said for one profile alone' }),
  reason: NullOr(Words),
  details: Type.Record(Type.String(), Type.Unknown(), { description: 'rfm: values, scores and the cut points used; top: scores; lifecycle: moves' }),
  proofs: Type.Array(ProofSchema, { description: 'of each rule, case, stage or measure of the definition, in order' }),
  origin: NullOr(Type.Object({ value: Type.String(), source: Type.String(), at: Type.String({ format: 'date-time' }), messageId: Type.String() })),
});
export type TagWhy = Type.Static<typeof TagWhy>;
