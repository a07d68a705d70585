import type { SegmentView } from '@danqing/contracts';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/use-may.ts';
import { useFormats } from './format.ts';

interface StoppedRunProps {
  readonly of: Pick<SegmentView, 'stopped' | 'computedAt' | 'count'>;
  readonly isAsking?: boolean;
  readonly compute: () => void;
}

/** Who stopped the last run of a definition and when, of when the numbers are that one sees, and when they come up to date again. */
export function StoppedRun({ of: { stopped, computedAt, count }, isAsking = false, compute }: StoppedRunProps) {
  const { t } = useTranslation('tasks');
  const formats = useFormats();
  const mayWrite = useMay('definitions.write');
  if (stopped === null) return null;
  const { by, at, resumesAt } = stopped;
  const kept = computedAt === null ? t('stoppedRun.never') : t('stoppedRun.kept', { time: formats.time(computedAt), n: formats.number(count ?? 0) });
  const next = resumesAt === null ? t('stoppedRun.asked') : t('stoppedRun.resumes', { time: formats.time(resumesAt) });
  return (
    <Alert
      type="warning"
      showIcon
      title={t('stoppedRun.title', { by, time: formats.time(at) })}
      description={`${kept}${next}`}
      action={
        mayWrite && (
          <Button size="small" loading={isAsking} onClick={compute}>
            {t('stoppedRun.compute')}
          </Button>
        )
      }
    />
  );
}
