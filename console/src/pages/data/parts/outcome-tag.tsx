import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

export type OutcomeName = 'passed' | 'dropped' | 'parked';

const colours = { passed: 'success', dropped: 'default', parked: 'warning' } as const;

/** How an event ended, in a word and a colour. */
export function OutcomeTag({ outcome }: { readonly outcome: OutcomeName }) {
  const { t } = useTranslation('debugger');
  return <Tag color={colours[outcome]}>{t(`outcomes.${outcome}`)}</Tag>;
}
