import type { LinkageComparison, LinkageLevel } from '@danqing/contracts';
import type { Form } from '../prepare/forms.ts';

interface Kind {
  /** The form that `equal` compares. */
  readonly form: Form;
  readonly levels: readonly LinkageLevel[];
}

const like = (atLeast: number): LinkageLevel => ({ is: 'jaroWinkler', atLeast });
const edits = (atMost: number): LinkageLevel => ({ is: 'edits', atMost });
const equal: LinkageLevel = { is: 'equal' };

/** What each kind of value tells apart, best first. Thresholds of Jaro–Winkler as Winkler (1990) and Splink's name comparisons have them. */
const kinds: Readonly<Record<LinkageComparison['kind'], Kind>> = {
  exact: { form: 'text', levels: [equal] },
  name: { form: 'text', levels: [equal, { is: 'sound' }, { is: 'swapped' }, edits(1), like(0.92), like(0.8)] },
  text: { form: 'text', levels: [equal, { is: 'swapped' }, edits(1), like(0.92), like(0.8)] },
  date: { form: 'date', levels: [equal, { is: 'dayMonthSwapped' }, edits(1), { is: 'dateParts', atLeast: 2 }] },
  code: { form: 'code', levels: [equal, edits(1), edits(2)] },
  postcode: { form: 'code', levels: [equal, edits(1), { is: 'prefix', length: 2 }] },
  phone: { form: 'digits', levels: [equal, { is: 'suffix', length: 8 }, edits(1), edits(2)] },
  email: { form: 'email', levels: [equal, { is: 'mailbox' }, edits(1), like(0.92)] },
  number: { form: 'number', levels: [equal, { is: 'withinShare', share: 0.01 }, { is: 'withinShare', share: 0.1 }] },
  address: {
    form: 'text',
    levels: [equal, { is: 'swapped' }, edits(1), { is: 'tokens', atLeast: 0.6 }, like(0.92), { is: 'tokens', atLeast: 0.3 }, like(0.8)],
  },
};

export const formOf = (kind: LinkageComparison['kind']): Form => kinds[kind].form;

/** The levels a comparison tells apart: its own, or its kind's, without those that cannot hold for these columns. */
export function levelsOf(comparison: LinkageComparison, hasHan: boolean): readonly LinkageLevel[] {
  if (comparison.levels !== undefined) return comparison.levels;
  return kinds[comparison.kind].levels.filter(({ is }) => (is !== 'sound' || hasHan) && (is !== 'swapped' || comparison.columns.length === 2));
}
