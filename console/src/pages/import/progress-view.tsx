import type { ImportReport } from '@danqing/contracts';
import { Button, Flex, Progress, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { useFormats } from '../../parts/format.ts';
import { useImportWords } from './use-words.ts';

/** How far a dry run or an import is, how fast, how long it will take, and a way to stop it. */
export function ProgressView({ report, title }: { readonly report: ImportReport; readonly title: string }) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const words = useImportWords();
  const mayStop = useMay('data.write');
  const stop = useChange(() => api.post(`/api/v1/imports/${report.id}/cancel`), ['/api/v1/imports']);
  const ended = report.events + report.duplicates + report.parked + report.dropped;
  const share = report.phase === 'reading' || report.phase === 'waiting' ? report.readBytes / Math.max(1, report.totalBytes) : ended / Math.max(1, report.made);
  const facts = [
    t('readRows', { rows: formats.number(report.rows) }),
    ...(report.rowsPerSecond === null ? [] : [t('speed', { rows: formats.number(report.rowsPerSecond) })]),
    ...(report.remainingSeconds === null ? [] : [t('remaining', { time: words.rest(report.remainingSeconds) })]),
  ];
  const percent = Math.min(100, Math.floor(share * 100));
  return (
    <Flex vertical gap={8}>
      <Flex justify="space-between" align="center" gap={8}>
        <Typography.Text strong>{title}</Typography.Text>
        {mayStop && (
          <Button danger size="small" loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
            {t('stop')}
          </Button>
        )}
      </Flex>
      <Progress percent={percent} status="active" aria-label={title} />
      <Typography.Text type="secondary" aria-live="polite">
        {facts.join(' · ')}
      </Typography.Text>
    </Flex>
  );
}
