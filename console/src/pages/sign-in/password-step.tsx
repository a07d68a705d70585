import type { SignInAnswer, SignInState } from '@danqing/contracts';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../api/client.ts';
import { Field } from './field.tsx';
import { Gate } from './gate.tsx';
import { wordsOf } from './words.ts';

export interface PasswordStepProps {
  /** Why one is here again. */
  readonly notice: string | undefined;
  readonly onAnswer: (answer: SignInAnswer) => Promise<void>;
}

/** E-mail and password, and what to do without one. */
export function PasswordStep({ notice, onAnswer }: PasswordStepProps) {
  const { t } = useTranslation('entrance');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState(notice);
  const [isSetUp, setUp] = useState(true);

  useEffect(() => {
    // When the question fails, signing in will say why.
    api.get<Static<typeof SignInState>>('/api/auth/state').then(
      (state) => setUp(state.isSetUp),
      () => undefined,
    );
  }, []);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      await onAnswer(await api.post<SignInAnswer>('/api/auth/sign-in', { email: email.trim(), password, remember }));
    } catch (error) {
      setFault(wordsOf(error, t));
      setBusy(false);
    }
  };
  return (
    <Gate title={t('signIn')}>
      <form onSubmit={(event) => void submit(event)}>
        {!isSetUp && <p className="gate__note">{t('notSetUp')}</p>}
        <Field label={t('email')} type="email" value={email} onText={setEmail} autoComplete="username" required autoFocus maxLength={254} />
        <Field label={t('password')} type="password" value={password} onText={setPassword} autoComplete="current-password" required maxLength={200} />
        <label className="gate__check">
          <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
          {t('remember')}
        </label>
        {fault !== undefined && (
          <p className="gate__alert" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" className="gate__submit" disabled={isBusy}>
          {t(isBusy ? 'busy' : 'submit')}
        </button>
        <details>
          <summary>{t('forgot')}</summary>
          <p>{t('forgotMember')}</p>
          <p>{t('forgotOwner')}</p>
        </details>
      </form>
    </Gate>
  );
}
