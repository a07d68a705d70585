import { useTranslation } from 'react-i18next';
import type { Missing } from './model.ts';

/** What is missing, in words; in a grid with the side. */
export function useMissingWords(): (missing: Missing) => string {
  const { t } = useTranslation('schemes');
  return ({ side, problem }) => {
    const said = t(`edits.problems.${problem}`);
    return side === null ? said : t('edits.problemOf', { side: t(`edits.${side}`), problem: said });
  };
}
