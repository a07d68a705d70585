import type { LinkView, SignInAnswer } from '@danqing/contracts';
import { shortestPassword } from '@danqing/contracts';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Field } from '../sign-in/field.tsx';
import { Gate } from '../sign-in/gate.tsx';
import { wordsOf } from '../sign-in/words.ts';

export interface LinkFormProps {
  readonly link: LinkView;
  readonly token: string;
  readonly onAnswer: (answer: SignInAnswer) => Promise<void>;
}

/** What a one-time link asks for: name, e-mail and password, as far as they are not known. */
export function LinkForm({ link, token, onAnswer }: LinkFormProps) {
  const { t } = useTranslation('entrance');
  const language = useLanguage();
  const [name, setName] = useState('');
  const [email, setEmail] = useState(link.email ?? '');
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [brand, setBrand] = useState<string>(() => t('welcome.brandProposed'));
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const isJoining = link.kind === 'invitation' && link.hasAccount;
  const asksName = link.kind !== 'reset' && !isJoining;
  const differs = !isJoining && repeat !== '' && repeat !== password;
  const { title, lead, button } = useWords(link, isJoining);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (differs) return;
    setBusy(true);
    setFault(undefined);
    const person = {
      ...(asksName && { name: name.trim() }),
      ...(link.email === null && { email: email.trim() }),
      ...(link.asksBrand && { brand: brand.trim() }),
    };
    try {
      await onAnswer(await api.post<SignInAnswer>('/api/auth/link/use', { token, password, language, ...person }));
    } catch (error) {
      setFault(wordsOf(error, t));
      setBusy(false);
    }
  };
  return (
    <Gate title={title} lead={lead}>
      <form onSubmit={(event) => void submit(event)}>
        {asksName && <Field label={t('welcome.name')} value={name} onText={setName} autoComplete="name" required autoFocus maxLength={100} />}
        {link.asksBrand && (
          <Field
            label={t('welcome.brand')}
            value={brand}
            onText={setBrand}
            hint={t('welcome.brandHint')}
            autoComplete="organization"
            required
            pattern=".*\S.*"
            maxLength={100}
          />
        )}
        <Field
          label={t('email')}
          type="email"
          value={email}
          onText={setEmail}
          autoComplete="username"
          required
          readOnly={link.email !== null}
          maxLength={254}
        />
        <Field
          label={t(isJoining ? 'welcome.currentPassword' : 'welcome.newPassword')}
          type="password"
          value={password}
          onText={setPassword}
          autoComplete={isJoining ? 'current-password' : 'new-password'}
          minLength={shortestPassword}
          maxLength={200}
          required
          {...(!isJoining && { hint: t('welcome.hint', { least: shortestPassword }) })}
        />
        {!isJoining && (
          <Field
            label={t('welcome.repeat')}
            type="password"
            value={repeat}
            onText={setRepeat}
            autoComplete="new-password"
            required
            maxLength={200}
            fault={differs ? t('error.differs') : undefined}
          />
        )}
        {fault !== undefined && (
          <p className="gate__alert" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" className="gate__submit" disabled={isBusy}>
          {button}
        </button>
      </form>
    </Gate>
  );
}

function useWords(link: LinkView, isJoining: boolean): { readonly title: string; readonly lead: string; readonly button: string } {
  const { t } = useTranslation('entrance');
  const role = link.role === null ? '' : t(`roles.${link.role}`);
  const email = link.email ?? '';
  if (link.kind === 'owner') return { title: t('welcome.owner'), lead: t('welcome.ownerLead'), button: t('welcome.start') };
  if (link.kind === 'reset') return { title: t('welcome.reset'), lead: t('welcome.resetLead', { email }), button: t('welcome.save') };
  const title = t('welcome.invitation', { workspace: link.workspace ?? '' });
  return { title, lead: isJoining ? t('welcome.joinLead', { email, role }) : t('welcome.invitationLead', { role }), button: t('welcome.join') };
}
