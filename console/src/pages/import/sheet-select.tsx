import type { ImportRecognition } from '@danqing/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../parts/format.ts';
import type { Reread } from './use-reread.ts';

interface SheetSelectProps {
  readonly found: ImportRecognition;
  readonly work: Reread;
}

/** Which sheet of a workbook is meant; another one is recognised anew. */
export function SheetSelect({ found, work }: SheetSelectProps) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  return (
    <label style={{ display: 'grid', gap: 4 }}>
      <span>{t('sheet')}</span>
      <Select
        aria-label={t('sheet')}
        value={found.sheet}
        loading={work.isPending}
        style={{ width: 240 }}
        onChange={(sheet) => sheet !== null && work.reread({ sheet, ...(found.table === null ? {} : { table: found.table }) })}
        options={found.sheets.map(({ name, rows }) => ({ value: name, label: t('sheetRows', { name, rows: formats.number(rows) }) }))}
      />
    </label>
  );
}
