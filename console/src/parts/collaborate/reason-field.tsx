import { longestWords, reasonHeader } from '@danqing/contracts';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Why somebody changes a definition; goes along as a header of the change. */
export function ReasonField({ value, onChange }: ReasonFieldProps) {
  const { t } = useTranslation('collaborate');
  return (
    <Input
      aria-label={t('reason')}
      placeholder={`${t('reason')} · ${t('reasonHint')}`}
      value={value}
      maxLength={longestWords}
      onChange={({ target }) => onChange(target.value)}
      style={{ maxWidth: 560 }}
    />
  );
}

/** The header that says why; none for no words. */
export const reasonHeaders = (reason: string): Readonly<Record<string, string>> =>
  reason.trim() === '' ? {} : { [reasonHeader]: encodeURIComponent(reason.trim()) };
