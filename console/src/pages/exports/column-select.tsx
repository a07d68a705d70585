import type { ExportInput } from '@danqing/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useVocabulary } from '../../rule/use-vocabulary.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { groups, useColumns } from '../customers/list/use-columns.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Group {
  readonly label: string;
  readonly options: readonly Option[];
}

const eventFields = ['profile', 'event', 'timestamp', 'source', 'messageId'] as const;

/** Columns of an export by what people call them, in groups. Metrics are computed for lists of customers, not for files of events. */
export function useColumnGroups(what: ExportInput['what'], event: string): readonly Group[] {
  const { t } = useTranslation('exports');
  const { t: views } = useTranslation('views');
  const language = useLanguage();
  const vocabulary = useVocabulary();
  const { offers } = useColumns();
  if (what !== 'events') {
    return groups.map((group) => ({
      label: views(`groups.${group}`),
      options: offers.filter((offer) => offer.group === group).map(({ column, name }) => ({ value: column, label: name })),
    }));
  }
  const seen = new Map(
    vocabulary.properties
      .filter((property) => (event === '' || property.event === event) && !property.path.includes('[]'))
      .map((property) => [property.path, property[language]]),
  );
  return [
    { label: t('eventFields.title'), options: eventFields.map((value) => ({ value, label: t(`eventFields.${value}`) })) },
    { label: t('eventFields.properties'), options: [...seen].map(([path, label]) => ({ value: `properties.${path}`, label })) },
  ];
}

/** Chooses columns by name; none: the usual ones. */
export function ColumnSelect({
  groups: offered,
  value,
  onChange,
  id,
}: {
  readonly groups: readonly Group[];
  readonly value?: string[];
  readonly onChange?: (value: string[]) => void;
  readonly id?: string;
}) {
  const { t } = useTranslation('exports');
  return (
    <Select
      {...(id !== undefined && { id })}
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('columnsHint')}
      value={value ?? []}
      onChange={(next: string[]) => onChange?.(next)}
      options={offered.map(({ label, options }) => ({ label, title: label, options: [...options] }))}
    />
  );
}
