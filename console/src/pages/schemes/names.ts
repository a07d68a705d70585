import type { SchemePart } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';

/** What a part is called; one that a scheme no longer has goes by its key. */
export function usePartNames(parts: readonly Pick<SchemePart, 'key' | 'name'>[]): (key: string) => string {
  const { t } = useTranslation('schemes');
  return (key) => (key === '' ? t('unassigned') : (parts.find((part) => part.key === key)?.name ?? t('gonePart', { name: key })));
}
