import { useTranslation } from 'react-i18next';
import { useSpoken } from '../use-vocabulary.ts';
import { Choice, Pick } from './controls.tsx';
import { type Reads, useOffers } from './offers.ts';

interface TextProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function EventPick({ value, onChange }: TextProps) {
  const { t } = useTranslation('rule');
  return <Pick label={t('event')} placeholder={t('chooseEvent')} value={value} groups={useOffers().events()} onChange={onChange} free />;
}

export function PropPick({ reads, value, onChange }: TextProps & { readonly reads: Reads }) {
  const { t } = useTranslation('rule');
  return <Pick label={t('statOf')} placeholder={t('chooseProp')} value={value} groups={useOffers().properties(reads)} onChange={onChange} free />;
}

/** Events count, or the elements of a list that they carry. Nothing to choose where an event carries no list. */
export function EachChoice({
  event,
  each,
  onChange,
}: {
  readonly event: string;
  readonly each: string | undefined;
  readonly onChange: (each: string | undefined) => void;
}) {
  const { t } = useTranslation('rule');
  const { names } = useSpoken();
  const lists = useOffers()
    .lists(event)
    .map((list) => list.slice(0, -2));
  const current = each?.replace(/\[\]$/, '');
  const offered = current === undefined || lists.includes(current) ? lists : [current, ...lists];
  if (offered.length === 0) return null;
  return (
    <Choice
      label={t('each')}
      value={current ?? ''}
      options={['', ...offered].map((list) => ({ value: list, label: list === '' ? t('eachEvent') : t('eachElement', { list: names.property(event, list) }) }))}
      onChange={(list) => onChange(list === '' ? undefined : list)}
    />
  );
}
