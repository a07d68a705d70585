import type { RejectedRow } from '@danqing/contracts';
import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';
import { DownloadRows } from './download-rows.tsx';

interface RejectedRowsProps {
  readonly id: string;
  readonly count: number;
  readonly rows: readonly RejectedRow[];
}

const shown = 5;

/** The first rejected rows with why, and all of them as a file. */
export function RejectedRows({ id, count, rows }: RejectedRowsProps) {
  const { t } = useTranslation('import');
  const language = useLanguage();
  const formats = useFormats();
  if (count === 0) return null;
  return (
    <div>
      <Flex wrap justify="space-between" align="center" gap={8}>
        <Typography.Text strong>{t('rejected')}</Typography.Text>
        <DownloadRows id={id} which="rejected" count={count} />
      </Flex>
      {rows.slice(0, shown).map(({ row, reason, zh }) => (
        <Flex key={row} gap={16} style={{ borderTop: '1px solid var(--line)', padding: '6px 0' }}>
          <span style={{ fontVariantNumeric: 'tabular-nums', minWidth: 72 }}>
            {t('row')} {formats.number(row)}
          </span>
          <span style={{ wordBreak: 'break-word' }}>{language === 'zh' ? (zh ?? reason) : reason}</span>
        </Flex>
      ))}
    </div>
  );
}
