import type { ImportTableKind, RecognisedColumn } from '@danqing/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { offered, ownName, ownTargets } from './meanings.ts';
import { useImportWords } from './use-words.ts';

interface MeaningSelectProps {
  readonly column: RecognisedColumn;
  readonly kind: ImportTableKind;
  readonly target: string;
  readonly onChange: (target: string) => void;
}

/** What a column becomes, in the reader's words; typing searches. */
export function MeaningSelect({ column, kind, target, onChange }: MeaningSelectProps) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const groups = offered(kind);
  const known = new Set(groups.flatMap(([, list]) => list.map((meaning) => meaning.target)));
  const own = [...new Set([...(known.has(target) || target === 'ignore' ? [] : [target]), ...ownTargets(kind, ownName(column.name, column.index))])];
  return (
    <Select
      aria-label={t('becomesOf', { name: column.name.trim() })}
      showSearch={{ optionFilterProp: 'label' }}
      value={target}
      style={{ width: '100%', maxWidth: 300 }}
      onChange={onChange}
      options={[
        ...groups.map(([group, list]) => ({
          label: t(`groups.${group}`),
          title: group,
          options: list.map((meaning) => ({ value: meaning.target, label: words.target(meaning.target) })),
        })),
        { label: t('groups.other'), title: 'other', options: [...own, 'ignore'].map((value) => ({ value, label: words.target(value) })) },
      ]}
    />
  );
}
