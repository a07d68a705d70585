import { Input, Select } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayBox } from '../../parts/day-box.tsx';
import { NumberBox } from '../../parts/number-box.tsx';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly onChange: (value: T) => void;
}

/** One of a few words. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return <Select<T> aria-label={label} value={value} options={[...options]} onChange={onChange} popupMatchSelectWidth={false} style={{ minWidth: 72 }} />;
}

export interface Offer {
  readonly value: string;
  /** What people call it. */
  readonly name: string;
  /** How much there is of it, or what it is. */
  readonly note?: string;
  /** Also found by this. */
  readonly also?: string;
}
export interface OfferGroup {
  readonly label: string;
  readonly options: readonly Offer[];
}

interface PickProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly groups: readonly OfferGroup[];
  readonly onChange: (value: string) => void;
  /** Names that nobody has sent yet may be typed too. */
  readonly free?: boolean;
}

const shown = ({ value, name, note }: Offer) => ({
  value,
  label: (
    <span style={{ display: 'flex', justifyContent: 'space-between', gap: 16 }}>
      <span>
        {name}
        {name !== value && <small style={{ color: 'var(--text-secondary)', marginLeft: 6 }}>{value}</small>}
      </span>
      {note !== undefined && <small style={{ color: 'var(--text-secondary)' }}>{note}</small>}
    </span>
  ),
});

/** One of many names, searched by what people call them and by what they are. */
export function Pick({ label, placeholder, value, groups, onChange, free = false }: PickProps) {
  const { t } = useTranslation('rule');
  const [search, setSearch] = useState('');
  const all = useMemo(() => groups.flatMap(({ options }) => options), [groups]);
  const current = all.find((offer) => offer.value === value);
  const options = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const fits = ({ value: path, name, also = '' }: Offer): boolean => wanted === '' || `${name} ${path} ${also}`.toLowerCase().includes(wanted);
    const found = groups
      .map(({ label: group, options: offers }) => ({ label: group, title: group, options: offers.filter(fits).map(shown) }))
      .filter((group) => group.options.length > 0);
    const isNew = free && wanted !== '' && !all.some((offer) => offer.value === search.trim());
    return isNew
      ? [...found, { label: '', title: '', options: [{ value: search.trim(), label: <span>{t('useTyped', { text: search.trim() })}</span> }] }]
      : found;
  }, [groups, search, free, all, t]);
  return (
    <Select<string>
      showSearch={{ filterOption: false, onSearch: setSearch, searchValue: search }}
      aria-label={label}
      placeholder={placeholder}
      {...(value !== '' && { value })}
      options={options.length === 1 ? (options[0]?.options ?? []) : options}
      labelRender={({ value: chosen }) => (chosen === value ? (current?.name ?? value) : String(chosen))}
      onChange={(chosen) => {
        setSearch('');
        onChange(chosen);
      }}
      popupMatchSelectWidth={false}
      style={{ minWidth: 120 }}
      styles={{ popup: { root: { minWidth: 260, maxWidth: 'min(460px, 92vw)' } } }}
    />
  );
}

interface NumProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly width?: number;
  readonly isWhole?: boolean;
}

export function Num({ label, value, onChange, min, max, width = 84, isWhole = false }: NumProps) {
  return (
    <NumberBox
      aria-label={label}
      {...(value !== undefined && { value })}
      onChange={(next) => {
        if (next !== null) onChange(next);
      }}
      {...(min !== undefined && { min })}
      {...(max !== undefined && { max })}
      {...(isWhole && { precision: 0 })}
      style={{ width }}
    />
  );
}

/** A day as ISO text; a moment that somebody wrote by hand stays text. */
export function Day({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }) {
  const isDay = value === '' || /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (isDay) return <DayBox label={label} day={value} onDay={onChange} style={{ width: 150 }} />;
  return <Input aria-label={label} value={value} onChange={({ target }) => onChange(target.value)} style={{ width: 240 }} />;
}
