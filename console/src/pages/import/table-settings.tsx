import type { ImportRecognition, ImportTableKind } from '@danqing/contracts';
import { Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopiesChoice } from './copies-choice.tsx';
import { EncodingSelect } from './encoding-select.tsx';
import { SheetSelect } from './sheet-select.tsx';
import { TableSelect } from './table-select.tsx';
import type { MappingWork } from './use-mapping.ts';
import { useReread } from './use-reread.ts';
import { ZoneSelect } from './zone-select.tsx';

const kinds: readonly ImportTableKind[] = ['customers', 'orders', 'order_lines', 'products', 'events', 'points', 'coupons'];

interface TableSettingsProps {
  readonly upload: string;
  readonly found: ImportRecognition;
  readonly kind: ImportTableKind;
  readonly work: MappingWork;
  readonly onUpload: (id: string) => void;
}

/** What holds for the whole table: what it is about, which table and sheet is meant, how it is written, in which zone its times are read. */
export function TableSettings({ upload, found, kind, work, onUpload }: TableSettingsProps) {
  const { t } = useTranslation('import');
  const reading = useReread(upload, onUpload);
  const isDated = kind !== 'customers' && kind !== 'products' && Object.values(work.composed.data?.targets ?? {}).includes('time');
  return (
    <Flex wrap gap={16} align="end">
      <label style={{ display: 'grid', gap: 4 }}>
        <span>{t('kindOfTable')}</span>
        <Select<ImportTableKind>
          aria-label={t('kindOfTable')}
          value={kind}
          style={{ width: 240 }}
          onChange={work.setKind}
          options={(kind === 'unknown' ? [...kinds, kind] : kinds).map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </label>
      {isDated && <ZoneSelect value={work.sent.timeZone ?? found.timeZone} onChange={work.setTimeZone} />}
      {found.tables.length > 1 && <TableSelect found={found} work={reading} />}
      {found.sheets.length > 1 && <SheetSelect found={found} work={reading} />}
      {found.encoding !== null && found.format !== 'log' && <EncodingSelect found={found} work={reading} />}
      {kind !== 'customers' && kind !== 'products' && <CopiesChoice work={work} />}
    </Flex>
  );
}
