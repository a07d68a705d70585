import type { AlertKind, AlertRuleView } from '@danqing/contracts';
import { App, Badge, Button, Dropdown, Flex, Popconfirm, Switch, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { TimeText } from '../../parts/time-text.tsx';
import { RuleForm } from './rule-form.tsx';
import { SeverityTag } from './severity-tag.tsx';
import { usualSettings } from './setting-fields.tsx';

const path = '/api/v1/alerts';
const badges = { ok: 'success', pending: 'warning', firing: 'error' } as const;
/** What everybody should watch from the first day. */
const usualKinds: readonly AlertKind[] = [
  'pipeline_lag',
  'parked_share',
  'source_silent',
  'import_failed',
  'connection_failing',
  'webhook_refused',
  'definition_failed',
  'disk_low',
];
const snoozes = { hour: 60, day: 1440, week: 10_080 } as const;

function State({ rule }: { readonly rule: AlertRuleView }) {
  const { t } = useTranslation('alerts');
  const formats = useFormats();
  if (!rule.isEnabled) return <Badge status="default" text={t('off')} />;
  return (
    <Flex vertical>
      <Badge status={badges[rule.state]} text={rule.firing > 0 ? t('firing', { n: formats.number(rule.firing) }) : t(`states.${rule.state}`)} />
      {rule.snoozedUntil !== null && <Typography.Text type="secondary">{t('snoozed', { time: formats.time(rule.snoozedUntil) })}</Typography.Text>}
      {rule.problem !== null && <Typography.Text type="danger">{t('problem', { why: rule.problem })}</Typography.Text>}
    </Flex>
  );
}

/** The rules, with how each stands now. */
export function RulesTab() {
  const { t } = useTranslation('alerts');
  const { message } = App.useApp();
  const rules = useApi<{ readonly items: readonly AlertRuleView[] }>(path, { everyMs: 15_000 });
  const [edited, setEdited] = useState<AlertRuleView | 'new' | undefined>();
  const failed = (error: Error): void => void message.error(error.message);
  const toggle = useChange(({ id, isEnabled }: Pick<AlertRuleView, 'id' | 'isEnabled'>) => api.put(`${path}/${String(id)}`, { isEnabled }), [path]);
  const snooze = useChange(
    ({ id, minutes }: { readonly id: number; readonly minutes: number }) => api.post(`${path}/${String(id)}/snooze`, { minutes }),
    [path],
  );
  const remove = useChange((id: number) => api.delete(`${path}/${String(id)}`), [path, '/api/v1/alert-history']);
  const addUsual = useChange(async () => {
    for (const kind of usualKinds)
      await api.post(path, { kind, name: t(`kinds.${kind}`), settings: usualSettings(kind), severity: kind === 'disk_low' ? 'critical' : 'warning' });
  }, [path]);
  const add = (
    <Button type="primary" onClick={() => setEdited('new')}>
      {t('newRule')}
    </Button>
  );
  return (
    <>
      {(rules.data?.items.length ?? 0) > 0 && <Flex style={{ marginBottom: 16 }}>{add}</Flex>}
      <DataTable<AlertRuleView>
        label={t('tabs.rules')}
        rows={rules.data?.items}
        error={rules.error}
        onRetry={() => void rules.refetch()}
        rowKey={({ id }) => String(id)}
        empty={
          <EmptyState
            title={t('rulesEmpty')}
            hint={t('rulesEmptyHint')}
            action={
              <Flex gap={8} wrap justify="center">
                <Button type="primary" loading={addUsual.isPending} onClick={() => addUsual.mutate(undefined, { onError: failed })}>
                  {t('addUsual')}
                </Button>
                <Button onClick={() => setEdited('new')}>{t('newRule')}</Button>
              </Flex>
            }
          />
        }
        columns={[
          {
            title: t('rule'),
            key: 'rule',
            render: (_, rule) => (
              <div style={{ minWidth: 180, maxWidth: 380, whiteSpace: 'normal' }}>
                <Button type="link" style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }} onClick={() => setEdited(rule)}>
                  {rule.name}
                </Button>{' '}
                <SeverityTag severity={rule.severity} />
                <div style={{ fontSize: 13, color: 'var(--text-secondary)' }}>{t(`kindHints.${rule.kind}`)}</div>
              </div>
            ),
          },
          { title: t('state'), key: 'state', render: (_, rule) => <State rule={rule} /> },
          { title: t('checked'), key: 'checked', render: (_, { evaluatedAt }) => (evaluatedAt === null ? t('notChecked') : <TimeText value={evaluatedAt} />) },
          {
            title: t('actions'),
            key: 'actions',
            render: (_, rule) => (
              <Flex gap={8} align="center">
                <Switch
                  size="small"
                  checked={rule.isEnabled}
                  aria-label={t('switchOn', { name: rule.name })}
                  onChange={(isEnabled) => toggle.mutate({ id: rule.id, isEnabled }, { onError: failed })}
                />
                {rule.snoozedUntil === null ? (
                  <Dropdown
                    trigger={['click']}
                    menu={{
                      items: (['hour', 'day', 'week'] as const).map((key) => ({
                        key,
                        label: t(`snoozeFor.${key}`),
                        onClick: () => snooze.mutate({ id: rule.id, minutes: snoozes[key] }, { onError: failed }),
                      })),
                    }}
                  >
                    <Button size="small">{t('snooze')}</Button>
                  </Dropdown>
                ) : (
                  <Button size="small" onClick={() => snooze.mutate({ id: rule.id, minutes: 0 }, { onError: failed })}>
                    {t('unsnooze')}
                  </Button>
                )}
                <Popconfirm
                  title={t('removeRule', { name: rule.name })}
                  description={t('removeRuleHint')}
                  okText={t('remove')}
                  okButtonProps={{ danger: true }}
                  onConfirm={() => remove.mutate(rule.id, { onError: failed })}
                >
                  <Button size="small">{t('remove')}</Button>
                </Popconfirm>
              </Flex>
            ),
          },
        ]}
      />
      <RuleForm rule={edited === 'new' ? undefined : edited} isOpen={edited !== undefined} close={() => setEdited(undefined)} />
    </>
  );
}
