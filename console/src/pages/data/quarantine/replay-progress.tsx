import type { ReplayView } from '@danqing/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Progress } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { useFormats } from '../../../parts/format.ts';

const askAgainMs = 1000;

/** How far parked events are that run again. */
export function ReplayProgress({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation('quarantine');
  const formats = useFormats();
  const replay = useApi<Static<typeof ReplayView>>(`/api/v1/quarantine/replay/${id}`, { everyMs: askAgainMs });
  const box = useRef<HTMLDivElement>(null);
  const client = useQueryClient();
  const ended = replay.data?.state;
  // What waits in quarantine is another matter once it has run.
  useEffect(() => {
    if (ended === 'done')
      void client.invalidateQueries({ predicate: ({ queryKey: [, path] }) => typeof path === 'string' && /quarantine\/(groups|mend)/.test(path) });
  }, [ended, client]);
  const isShown = replay.data !== undefined;
  useEffect(() => {
    if (isShown) box.current?.scrollIntoView({ block: 'center' });
  }, [isShown]);
  if (replay.data === undefined) return null;
  const { state, taken, passed, dropped, total, error } = replay.data;
  const rest = taken - passed - dropped;
  const percent = state !== 'queued' ? 100 : total === null || total === 0 ? 0 : Math.min(99, (taken / total) * 100);
  return (
    <div ref={box}>
      <Alert
        style={{ marginBottom: 16 }}
        type={state === 'failed' ? 'error' : state === 'done' ? 'success' : 'info'}
        showIcon
        closable={{ onClose }}
        title={state === 'done' ? t('finished') : t('progress')}
        description={
          <div aria-live="polite">
            <Progress percent={percent} showInfo={false} aria-label={t('progress')} />
            {error ??
              t('progressLine', { taken: formats.number(taken), passed: formats.number(passed), dropped: formats.number(dropped), rest: formats.number(rest) })}
          </div>
        }
      />
    </div>
  );
}
