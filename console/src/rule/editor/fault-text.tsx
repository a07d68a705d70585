import { useTranslation } from 'react-i18next';
import type { FaultAt } from '../../api/error.ts';

/** What is wrong, in the reader's words where the code has some; otherwise as the server says it. */
export function FaultText({ fault: { code, message, suggestion } }: { readonly fault: FaultAt }) {
  const { t, i18n } = useTranslation('rule');
  const words: unknown = i18n.getResource(i18n.language, 'rule', `faults.${code}`);
  return (
    <>
      {typeof words === 'string' ? words : message}
      {suggestion !== undefined && ` ${t('didYouMean', { suggestion })}`}
    </>
  );
}
