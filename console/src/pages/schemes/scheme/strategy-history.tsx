import type { SchemeStrategyEdit, SchemeView } from '@danqing/contracts';
import { Button, Drawer, Flex, Grid, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../../api/use-pages.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { usePartNames } from '../names.ts';
import { schemePath } from '../types.ts';

interface StrategyHistoryProps {
  readonly scheme: SchemeView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Who wrote what into the sheet, the latest first. */
export function StrategyHistory({ scheme, isOpen, onClose }: StrategyHistoryProps) {
  const { t } = useTranslation('schemes');
  const isWide = Grid.useBreakpoint().sm ?? true;
  return (
    <Drawer open={isOpen} onClose={onClose} size={isWide ? 460 : '100%'} title={t('history')} destroyOnHidden>
      <Edits scheme={scheme} />
    </Drawer>
  );
}

function Edits({ scheme }: { readonly scheme: SchemeView }) {
  const { t } = useTranslation('schemes');
  const nameOf = usePartNames(scheme.parts);
  const edits = usePages<SchemeStrategyEdit>(`${schemePath(scheme.key)}/strategy/history`);
  if (edits.error !== null) return <ErrorState error={edits.error} onRetry={edits.onRetry} />;
  if (edits.rows === undefined) return <Skeleton active />;
  if (edits.rows.length === 0) return <EmptyState title={t('historyEmpty')} />;
  return (
    <Flex vertical gap={16}>
      {edits.rows.map(({ part, field, before, after, at, by }) => (
        <div key={`${at} ${part} ${field}`}>
          <Typography.Text strong>{t('wrote', { by, part: nameOf(part), field: t(`fields.${field}`) })}</Typography.Text>{' '}
          <Typography.Text type="secondary">
            <TimeText value={at} />
          </Typography.Text>
          <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            <Typography.Text type="secondary">{t('before')}</Typography.Text> {before === '' ? t('nothing') : before}
          </div>
          <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            <Typography.Text type="secondary">{t('after')}</Typography.Text> {after === '' ? t('nothing') : after}
          </div>
        </div>
      ))}
      {edits.loadMore !== undefined && (
        <Button loading={edits.isFetching} onClick={edits.loadMore}>
          {t('more')}
        </Button>
      )}
    </Flex>
  );
}
