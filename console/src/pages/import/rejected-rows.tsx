import { DownloadOutlined } from '@ant-design/icons';
import type { RejectedRow } from '@danqing/contracts';
import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { send } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';

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
  const download = useChange(async () => {
    const response = await send('GET', `/api/v1/imports/${id}/rejected.csv`, { query: { lang: language } });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = 'rejected.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  if (count === 0) return null;
  return (
    <div>
      <Flex wrap justify="space-between" align="center" gap={8}>
        <Typography.Text strong>{t('rejected')}</Typography.Text>
        <Button size="small" icon={<DownloadOutlined aria-hidden />} loading={download.isPending} onClick={() => download.mutate(undefined)}>
          {t('download', { rows: formats.number(count) })}
        </Button>
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
