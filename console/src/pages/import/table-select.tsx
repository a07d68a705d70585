import type { ImportRecognition } from '@danqing/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../parts/format.ts';
import type { Reread } from './use-reread.ts';

interface TableSelectProps {
  readonly found: ImportRecognition;
  readonly work: Reread;
}

const every = '*';

/** Which table of an archive is meant: one, or all that have the same headings. */
export function TableSelect({ found, work }: TableSelectProps) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const one = found.tables.map(({ name, bytes }) => ({ value: name, label: t('tableSize', { name, size: formats.bytes(bytes) }) }));
  return (
    <label style={{ display: 'grid', gap: 4, minWidth: 0 }}>
      <span>{t('table')}</span>
      <Select
        aria-label={t('table')}
        value={found.table}
        loading={work.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 320, maxWidth: '100%' }}
        onChange={(table) => table !== null && work.reread({ table })}
        options={[{ value: every, label: t('tableAll') }, ...one]}
      />
    </label>
  );
}
