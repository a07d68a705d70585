import type { SignInAnswer } from '@danqing/contracts';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { ApiError } from '../../api/error.ts';
import { codeOf } from '../../parts/code-of.ts';
import { Field } from './field.tsx';
import { Gate } from './gate.tsx';
import { wordsOf } from './words.ts';

/** The second factor: a code of the authenticator, or a backup code. */
export function CodeStep({ onDone, onStartOver }: { readonly onDone: () => Promise<void>; readonly onStartOver: (why?: string) => void }) {
  const { t } = useTranslation('entrance');
  const [kind, setKind] = useState<'authenticator' | 'backup'>('authenticator');
  const [code, setCode] = useState('');
  const [trustDevice, setTrust] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const isBackup = kind === 'backup';

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      await api.post<SignInAnswer>('/api/auth/verify', { code: codeOf(code), kind, trustDevice });
      await onDone();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'DQ_SIGN_IN_EXPIRED') return onStartOver(wordsOf(error, t));
      setFault(wordsOf(error, t));
      setBusy(false);
    }
  };
  return (
    <Gate title={t('codeTitle')} lead={t(isBackup ? 'backupLead' : 'codeLead')}>
      <form onSubmit={(event) => void submit(event)}>
        <Field
          key={kind}
          label={t(isBackup ? 'backupCode' : 'code')}
          value={code}
          onText={setCode}
          inputMode={isBackup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          minLength={6}
          maxLength={20}
          required
          autoFocus
        />
        <label className="gate__check">
          <input type="checkbox" checked={trustDevice} onChange={(event) => setTrust(event.target.checked)} />
          {t('trust')}
        </label>
        {fault !== undefined && (
          <p className="gate__alert" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" className="gate__submit" disabled={isBusy}>
          {t('verify')}
        </button>
        <div style={{ display: 'flex', justifyContent: 'space-between' }}>
          <button
            type="button"
            className="gate__link"
            onClick={() => {
              setKind(isBackup ? 'authenticator' : 'backup');
              setCode('');
            }}
          >
            {t(isBackup ? 'useCode' : 'useBackup')}
          </button>
          <button type="button" className="gate__link" onClick={() => onStartOver()}>
            {t('startOver')}
          </button>
        </div>
      </form>
    </Gate>
  );
}
