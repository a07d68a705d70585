import type { ImportRecognition } from '@danqing/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useFormats } from '../../parts/format.ts';

interface SheetSelectProps {
  readonly upload: string;
  readonly found: ImportRecognition;
  readonly onUpload: (id: string) => void;
}

/** Which sheet of a workbook is meant; another one is recognised anew. */
export function SheetSelect({ upload, found, onUpload }: SheetSelectProps) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const change = useChange(async (sheet: string) => {
    const form = new FormData();
    form.append('upload', upload);
    form.append('sheet', sheet);
    return await api.post<ImportRecognition>('/api/v1/imports/recognise', form);
  });
  return (
    <label style={{ display: 'grid', gap: 4 }}>
      <span>{t('sheet')}</span>
      <Select
        aria-label={t('sheet')}
        value={found.sheet}
        loading={change.isPending}
        style={{ width: 240 }}
        onChange={(sheet) => sheet !== null && change.mutate(sheet, { onSuccess: ({ id }) => onUpload(id) })}
        options={found.sheets.map(({ name, rows }) => ({ value: name, label: t('sheetRows', { name, rows: formats.number(rows) }) }))}
      />
    </label>
  );
}
