import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/error.ts';
import { Gate } from '../sign-in/gate.tsx';
import { wordsOf } from '../sign-in/words.ts';

export interface LinkGoneProps {
  /** Undefined: the address has no token at all. */
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A link that opens nothing, and how to get one that does; one that could not be looked at just now is tried again. */
export function LinkGone({ error, onRetry }: LinkGoneProps) {
  const { t } = useTranslation('entrance');
  const { t: common } = useTranslation();
  const isGone = error === undefined || (error instanceof ApiError && error.code === 'DQ_LINK_GONE');
  return (
    <Gate title={t(isGone ? 'welcome.goneTitle' : 'welcome.failedTitle')} lead={error === undefined ? t('welcome.missing') : wordsOf(error, t)}>
      {isGone ? (
        <p>{t('welcome.goneOwner')}</p>
      ) : (
        <button type="button" className="gate__submit" onClick={onRetry}>
          {common('retry')}
        </button>
      )}
      <a href="/sign-in">{t('welcome.toSignIn')}</a>
    </Gate>
  );
}
