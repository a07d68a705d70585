import type { RuleJson } from '@danqing/contracts';
import type { Piece } from './say/pieces.ts';
import { useSpoken } from './use-vocabulary.ts';
import './rule.css';

/** Words with what was chosen standing out. */
export function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(({ text, as }, index) =>
        as === 'word' ? (
          <span key={index}>{text}</span>
        ) : (
          <b key={index} className={`rule-${as}`}>
            {text}
          </b>
        ),
      )}
    </>
  );
}

/** A rule as a sentence, with the names that this workspace gives to things. */
export function RuleSentence({ rule }: { readonly rule: RuleJson }) {
  const { sayer } = useSpoken();
  return (
    <span className="rule-sentence">
      <Pieces pieces={sayer.sentence(rule)} />
    </span>
  );
}
