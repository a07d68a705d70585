import type { ImportRecognition } from '@danqing/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Reread } from './use-reread.ts';

interface EncodingSelectProps {
  readonly found: ImportRecognition;
  readonly work: Reread;
}

const usual = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'big5', 'windows-1252', 'shift_jis', 'euc-kr'] as const;

/** What a text file is written in, as it was found; another one is tried at once. */
export function EncodingSelect({ found, work }: EncodingSelectProps) {
  const { t } = useTranslation('import');
  const labels = {
    'utf-8': 'UTF-8',
    gb18030: 'GB18030 / GBK',
    'utf-16le': 'UTF-16 LE',
    'utf-16be': 'UTF-16 BE',
    big5: 'Big5',
    'windows-1252': 'Windows-1252',
    shift_jis: 'Shift_JIS',
    'euc-kr': 'EUC-KR',
  };
  const others =
    usual.some((name) => name === found.encoding) || found.encoding === null ? [] : [{ value: found.encoding, label: found.encoding.toUpperCase() }];
  return (
    <label style={{ display: 'grid', gap: 4 }}>
      <span>{t('encoding')}</span>
      <Select
        aria-label={t('encoding')}
        value={found.encoding}
        loading={work.isPending}
        style={{ width: 180 }}
        onChange={(encoding) => encoding !== null && work.reread({ encoding, ...(found.table === null ? {} : { table: found.table }) })}
        options={[...usual.map((value) => ({ value, label: labels[value] })), ...others]}
      />
    </label>
  );
}
