import type { NoticePreferences } from '@danqing/contracts';
import { Flex, Segmented, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useApi, useChange } from '../api/use-api.ts';

const path = '/api/v1/notifications/preferences';

/** What this operator wants to be told here. */
export function BellPreferences() {
  const { t } = useTranslation('tasks');
  const preferences = useApi<NoticePreferences>(path);
  const change = useChange((next: NoticePreferences) => api.put<NoticePreferences>(path, next), [path]);
  // What was just chosen counts at once: another choice soon after begins with it.
  const data = change.isPending ? change.variables : preferences.data;
  if (data === undefined) return null;
  return (
    <Flex vertical gap={8} style={{ padding: '8px 0' }}>
      <Typography.Text type="secondary">{t('preferTasks')}</Typography.Text>
      <Segmented
        size="small"
        value={data.tasks}
        options={(['all', 'failed', 'none'] as const).map((value) => ({ value, label: t(`taskChoices.${value}`) }))}
        onChange={(tasks) => change.mutate({ ...data, tasks })}
      />
      <Typography.Text type="secondary">{t('preferAlerts')}</Typography.Text>
      <Segmented
        size="small"
        value={data.alerts}
        options={(['all', 'critical', 'none'] as const).map((value) => ({ value, label: t(`alertChoices.${value}`) }))}
        onChange={(alerts) => change.mutate({ ...data, alerts })}
      />
    </Flex>
  );
}
