import { type BreachKind, type PlanType, planTypes } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';

const typeIn = (text: string): PlanType | undefined => planTypes.find((type) => type === text);
const listOf = 'list of ';

/** What would have been right, as people say it: types by their names here. */
export function useExpected(): (kind: BreachKind, expected: string) => string {
  const { t } = useTranslation('plan');
  return (kind, expected) => {
    if (expected === '') return '';
    if (kind !== 'type' && kind !== 'missing') return t('expected', { what: expected });
    const element = expected.startsWith(listOf) ? typeIn(expected.slice(listOf.length)) : undefined;
    const type = typeIn(expected);
    const what = element !== undefined ? `${t('typeNames.list')} · ${t(`typeNames.${element}`)}` : type === undefined ? expected : t(`typeNames.${type}`);
    return t('expected', { what });
  };
}
