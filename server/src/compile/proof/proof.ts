import type { ProofJson } from '@danqing/contracts';
import { compileColumns } from '../columns.ts';
import type { Compiled, EvaluationContext } from '../context.ts';
import type { Measure, Path, Rule } from '../rule.ts';
import { Asked } from './asked.ts';
import { originsOf, type OriginRow, originsSql } from './evidence.ts';
import { measureNode, type ReadNode } from './measure-node.ts';
import type { Node } from './node.ts';
import { blank } from './node.ts';
import { ruleNode } from './rule-node.ts';

/** What is to be proven, in order. */
export type Claim = { readonly rule: Rule } | { readonly measure: Measure } | { readonly trait: Path };

export interface Proofs {
  /** One row: what the compiler says of every part. */
  readonly values: Compiled;
  /** Where traits and consents come from; null: nothing to ask. */
  readonly origins: Compiled | null;
  /** Puts the rows of both together; undefined when there is no such profile. */
  read(values: readonly Readonly<Record<string, unknown>>[], origins: readonly OriginRow[]): readonly ProofJson[] | undefined;
}

/**
 * Plans the proofs of claims about the one profile that `context.only` names: every part is asked of the same compiler that decides
 * memberships, all in one pass, so that a proof can never mean something else. `most`: how many events of each condition.
 */
export function planProofs(claims: readonly Claim[], context: EvaluationContext, most: number): Proofs {
  const asked = new Asked(context, most);
  const nodes = claims.map((claim) => claimNode(claim, asked));
  return {
    values: compileColumns(asked.columns, context),
    origins: originsSql(asked.traits, asked.purposes, context),
    read: ([row], origins) => (row === undefined ? undefined : nodes.map((read) => jsonOf(read({ row, origins: originsOf(origins) })))),
  };
}

function claimNode(claim: Claim, asked: Asked): ReadNode {
  if ('rule' in claim) return ruleNode(claim.rule, '', asked, []);
  if ('measure' in claim) return measureNode(claim.measure, '', asked);
  const path = claim.trait;
  const [value, origin] = [asked.stored({ kind: 'trait', path }), asked.traitOrigin(path)];
  const sentence = { zh: path.text, en: path.text };
  return (answers) => ({ ...blank, path: '', kind: 'trait', trait: path.text, sentence, actual: value(answers), origin: origin(answers) });
}

const momentOf = (ms: number): string => new Date(ms).toISOString();

const jsonOf = ({ outlook, events, origin, parts, ...node }: Node): ProofJson => ({
  ...node,
  turns: outlook === null || outlook === 'never' ? null : { at: momentOf(outlook.atMs), because: { ...outlook.because } },
  events: events.map(({ messageId, event, ms }) => ({ messageId, event, at: momentOf(ms) })),
  origin: origin === null ? null : { value: origin.value, source: origin.source, at: momentOf(origin.ms), messageId: origin.messageId },
  parts: parts.map(jsonOf),
});
