import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionDraft } from './draft.ts';
import { Field } from './field.tsx';

/** Whether the password that was entered is gone, as after a reload: it is asked for again, and the box stays once it is filled in. */
export function useIsAskedAgain(draft: ConnectionDraft, secret: string): boolean {
  const [isAskedAgain] = useState(draft.withSecret && secret === '');
  return isAskedAgain;
}

interface SecretAgainProps {
  readonly kind: ConnectionDraft['kind'];
  readonly secret: string;
  readonly setSecret: (secret: string) => void;
}

/** The password, once more. */
export function SecretAgain({ kind, secret, setSecret }: SecretAgainProps) {
  const { t } = useTranslation('connections');
  return (
    <Field label={t(kind === 's3' ? 'secretAccessKey' : 'password')} hint={t('passwordAgain')}>
      <Input.Password value={secret} autoComplete="new-password" onChange={({ target }) => setSecret(target.value)} />
    </Field>
  );
}
