import type { PlanProperty } from '@danqing/contracts';

const shown = 5;

/** What a field's values are limited to, in a line; '' : nothing. */
export function limitsOf({ values, pattern, minimum, maximum }: PlanProperty): string {
  const range = minimum === undefined && maximum === undefined ? [] : [`${minimum ?? '−∞'} … ${maximum ?? '∞'}`];
  const allowed = values === undefined ? [] : [values.slice(0, shown).map(String).join(' | ') + (values.length > shown ? ` +${values.length - shown}` : '')];
  return [...allowed, ...(pattern === undefined ? [] : [`/${pattern}/`]), ...range].join(' · ');
}
