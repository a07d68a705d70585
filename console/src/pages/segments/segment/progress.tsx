import type { SegmentRunItem, SegmentView } from '@danqing/contracts';
import { LoadingOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useDuration } from '../../../parts/duration.ts';
import { useFormats } from '../../../parts/format.ts';
import { StopRun } from '../../../parts/stop-run.tsx';
import { StoppedRun } from '../../../parts/stopped-run.tsx';

interface ProgressProps {
  readonly segment: SegmentView;
  readonly retry: () => void;
}

const tickMs = 500;
/** What took as long as the last time is not called done: nobody knows. */
const most = 95;

/** What a segment that is not ready is doing, how long that may take, and what one can do. Nothing for one that is. */
export function SegmentProgress({ segment, retry }: ProgressProps) {
  if (segment.state === 'ready') return null;
  if (segment.state === 'failed') return <Failed segment={segment} retry={retry} />;
  if (segment.state === 'stopped') return <StoppedRun of={segment} compute={retry} />;
  return segment.state === 'computing' ? <Computing segment={segment} /> : <Pending segment={segment} />;
}

function Pending({ segment: { key, computedAt } }: Pick<ProgressProps, 'segment'>) {
  const { t } = useTranslation('segments');
  return (
    <Alert
      type="info"
      showIcon
      title={t('progress.pendingTitle')}
      description={t(computedAt === null ? 'progress.pendingFirst' : 'progress.pendingAgain')}
      action={<StopRun kind="segment" of={key} />}
    />
  );
}

function Computing({ segment: { key } }: Pick<ProgressProps, 'segment'>) {
  const { t } = useTranslation('segments');
  const duration = useDuration();
  const runs = useApi<{ readonly items: readonly SegmentRunItem[] }>(`/api/v1/segments/${encodeURIComponent(key)}/runs`, {
    query: { limit: 5 },
    everyMs: 2000,
  });
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const [running] = runs.data?.items.filter(({ finishedAt }) => finishedAt === null) ?? [];
  const before = runs.data?.items.find(({ elapsedMs, error }) => elapsedMs !== null && error === null)?.elapsedMs;
  const spent = running === undefined ? 0 : Math.max(0, now - Date.parse(running.startedAt));
  const times = { spent: duration(spent), before: duration(before ?? 0) };
  return (
    <Alert
      type="info"
      showIcon
      icon={<LoadingOutlined />}
      action={<StopRun kind="segment" of={key} />}
      title={t('progress.computingTitle')}
      description={
        <>
          {t(before === undefined || before === null ? 'progress.computingFirst' : 'progress.computingKnown', times)}
          {typeof before === 'number' && (
            <Progress
              percent={Math.min(most, Math.round((spent / Math.max(before, 1)) * 100))}
              status="active"
              showInfo={false}
              aria-label={t('progress.computingTitle')}
            />
          )}
        </>
      }
    />
  );
}

function Failed({ segment, retry }: ProgressProps) {
  const { t } = useTranslation('segments');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('definitions.write');
  const { computedAt, count, error, key } = segment;
  return (
    <Alert
      type="error"
      showIcon
      title={t('progress.failedTitle')}
      description={
        <Flex vertical gap={4}>
          <span>
            {computedAt === null ? t('progress.failedNever') : t('progress.failedKept', { time: formats.time(computedAt), n: formats.number(count ?? 0) })}
          </span>
          {error !== null && <span style={{ overflowWrap: 'anywhere' }}>{t('progress.failedWhy', { why: error })}</span>}
          <span>{t('progress.failedDo')}</span>
          {mayWrite && (
            <Flex gap={8} style={{ marginTop: 8 }}>
              <Button size="small" onClick={retry}>
                {t('progress.retry')}
              </Button>
              <Link to={`/w/${workspace}/segments/${encodeURIComponent(key)}/edit`}>
                <Button size="small">{t('progress.editRule')}</Button>
              </Link>
            </Flex>
          )}
        </Flex>
      }
    />
  );
}
