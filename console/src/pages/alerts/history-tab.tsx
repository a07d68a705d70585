import type { AlertView } from '@danqing/contracts';
import { App, Badge, Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { SeverityTag } from './severity-tag.tsx';

const path = '/api/v1/alert-history';
const badges = { pending: 'warning', firing: 'error', resolved: 'success' } as const;

/** What fired, from its beginning to its end. */
export function HistoryTab() {
  const { t } = useTranslation('alerts');
  const language = useLanguage();
  const { message } = App.useApp();
  const alerts = usePages<AlertView>(path, { limit: 50 }, { everyMs: 15_000 });
  const acknowledge = useChange((id: number) => api.post(`${path}/${String(id)}/acknowledge`), [path]);
  return (
    <DataTable<AlertView>
      label={t('tabs.history')}
      {...alerts}
      rowKey={({ id }) => String(id)}
      empty={<EmptyState title={t('historyEmpty')} hint={t('historyEmptyHint')} />}
      columns={[
        {
          title: t('what'),
          key: 'what',
          render: (_, alert) => (
            <div style={{ minWidth: 220, maxWidth: 520, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
              {alert.says[language]}
              <div style={{ fontSize: 13, color: 'var(--text-secondary)' }}>
                {alert.rule.name} <SeverityTag severity={alert.rule.severity} />
              </div>
            </div>
          ),
        },
        { title: t('state'), key: 'state', render: (_, { state }) => <Badge status={badges[state]} text={t(`states.${state}`)} /> },
        { title: t('since'), key: 'since', render: (_, { since }) => <TimeText value={since} /> },
        { title: t('states.resolved'), key: 'resolved', render: (_, { resolvedAt }) => (resolvedAt === null ? t('ongoing') : <TimeText value={resolvedAt} />) },
        {
          title: t('actions'),
          key: 'actions',
          render: (_, { id, state, acknowledgedBy }) =>
            acknowledgedBy !== null ? (
              <Typography.Text type="secondary">{t('acknowledged', { name: acknowledgedBy })}</Typography.Text>
            ) : (
              state === 'firing' && (
                <Button size="small" onClick={() => acknowledge.mutate(id, { onError: (error) => void message.error(error.message) })}>
                  {t('acknowledge')}
                </Button>
              )
            ),
        },
      ]}
    />
  );
}
