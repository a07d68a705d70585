import type { SqlRunView } from '@danqing/contracts';
import { Button, Flex, Segmented, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/use-may.ts';
import { usePages } from '../../../api/use-pages.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { sayFault } from '../../../api/chinese/say.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { useUrlState } from '../../../parts/url-state.ts';

const colours = { queued: 'default', running: 'processing', done: 'success', failed: 'error', stopped: 'default' } as const;

/** What was run, the newest first: one's own, or everybody's for those who read the audit log. */
export function History({ onPutBack }: { readonly onPutBack: (run: SqlRunView) => void }) {
  const { t } = useTranslation('workbench');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const maySeeAll = useMay('audit.read');
  const [who, setWho] = useUrlState('who', 'mine');
  const { rows, error, onRetry, loadMore } = usePages<SqlRunView>('/api/v1/sql/runs', { who });
  if (error !== null) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <Flex vertical gap={8}>
      {maySeeAll && (
        <Segmented
          value={who}
          onChange={(next) => setWho(next)}
          options={(['mine', 'all'] as const).map((value) => ({ value, label: value === 'mine' ? t('mine') : t('everyones') }))}
        />
      )}
      {rows === undefined && <Skeleton active />}
      {rows?.length === 0 && <EmptyState title={t('historyEmpty')} />}
      {(rows ?? []).map((run) => (
        <div key={run.id} style={{ borderBottom: '1px solid var(--line)', paddingBottom: 8 }}>
          <Flex gap={8} wrap align="center" justify="space-between">
            <Tag color={colours[run.state]}>{t(`states.${run.state}`)}</Tag>
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              {who === 'all' && `${run.by} · `}
              <TimeText value={run.askedAt} />
            </Typography.Text>
          </Flex>
          <Typography.Paragraph code ellipsis={{ rows: 3 }} style={{ margin: '6px 0', fontSize: 12, whiteSpace: 'pre-wrap' }}>
            {run.sql}
          </Typography.Paragraph>
          {run.error !== null && (
            <Typography.Text type="danger" style={{ fontSize: 12, display: 'block', overflowWrap: 'anywhere' }}>
              {sayFault(run.error.code, run.error.message)}
            </Typography.Text>
          )}
          <Flex gap={8} align="center" justify="space-between">
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              {run.rows === null ? '' : common('showingRows', { shown: formats.number(run.rows) })}
            </Typography.Text>
            <Button size="small" type="link" onClick={() => onPutBack(run)}>
              {t('putBack')}
            </Button>
          </Flex>
        </div>
      ))}
      {loadMore !== undefined && (
        <Button size="small" onClick={loadMore}>
          {common('loadMore')}
        </Button>
      )}
    </Flex>
  );
}
