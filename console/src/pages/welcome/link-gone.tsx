import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/error.ts';
import { Gate } from '../sign-in/gate.tsx';
import { wordsOf } from '../sign-in/words.ts';

/** A link that opens nothing, and how to get one that does. `undefined`: the address has no token at all. */
export function LinkGone({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('entrance');
  const isGone = error === undefined || (error instanceof ApiError && error.code === 'DQ_LINK_GONE');
  return (
    <Gate title={t('welcome.goneTitle')} lead={error === undefined ? t('welcome.missing') : wordsOf(error, t)}>
      {isGone && <p>{t('welcome.goneOwner')}</p>}
      <a href="/sign-in">{t('welcome.toSignIn')}</a>
    </Gate>
  );
}
