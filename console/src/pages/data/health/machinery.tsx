import type { PipelineHealth } from '@danqing/contracts';
import { Card, Flex, Progress, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';

const grid = { display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 280px), 1fr))' } as const;

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Flex justify="space-between" gap={12} wrap style={{ padding: '4px 0' }}>
      <Typography.Text type="secondary">{name}</Typography.Text>
      <span>{children}</span>
    </Flex>
  );
}

/** Engines, disk, log, and what failed lately. */
export function Machinery({ health, pending }: { readonly health: PipelineHealth; readonly pending: number }) {
  const { t } = useTranslation('health');
  const formats = useFormats();
  const { engines, disk, log, troubles, lastArrivedAt } = health;
  const bytes = (value: number | null): string => (value === null ? '–' : formats.bytes(value));
  const word = (state: string) => <Tag color={state === 'ready' ? 'success' : 'error'}>{state === 'ready' ? t('ready') : t('away')}</Tag>;
  const used = disk.freeBytes === null || disk.totalBytes === null ? undefined : 1 - disk.freeBytes / disk.totalBytes;
  return (
    <>
      <div style={grid}>
        <Card size="small" title={t('engines')}>
          <Line name={t('postgres')}>
            {bytes(disk.postgresBytes)} {word(engines.postgres)}
          </Line>
          <Line name={t('clickhouse')}>
            {bytes(disk.clickhouseBytes)} {word(engines.clickhouse)}
          </Line>
          {engines.migrations === 'missing' && <Tag color="error">{t('migrationsMissing')}</Tag>}
          <Line name={t('freshness')}>
            <TimeText value={lastArrivedAt} />
          </Line>
          <Line name={t('live')}>{pending === 0 ? t('liveDone') : t('livePending', { n: pending })}</Line>
        </Card>
        <Card size="small" title={t('disk')}>
          {used !== undefined && (
            <Progress percent={used * 100} showInfo={false} status={used > 0.9 ? 'exception' : 'normal'} aria-label={`${t('disk')} ${formats.percent(used)}`} />
          )}
          <p>{t('free', { free: bytes(disk.freeBytes), total: bytes(disk.totalBytes) })}</p>
          <Typography.Text strong>{t('log')}</Typography.Text>
          <p>
            {t('logLine', {
              bytes: bytes(log.bytes),
              oldest: log.oldestAt === null ? '–' : formats.time(log.oldestAt),
              days: log.keptDays,
              limit: formats.bytes(log.keptBytes),
            })}
          </p>
        </Card>
      </div>
      <Card size="small" title={t('troubles')}>
        {troubles.length === 0 ? (
          <Typography.Text type="secondary">{t('noTroubles')}</Typography.Text>
        ) : (
          <>
            <Typography.Paragraph type="secondary">{t('troublesHint')}</Typography.Paragraph>
            {troubles.slice(0, 20).map(({ at, what, message }) => (
              <Flex key={`${at}/${what}/${message}`} gap={12} wrap style={{ padding: '4px 0' }}>
                <TimeText value={at} />
                <span style={{ overflowWrap: 'anywhere' }}>
                  {what}: {message}
                </span>
              </Flex>
            ))}
          </>
        )}
      </Card>
    </>
  );
}
