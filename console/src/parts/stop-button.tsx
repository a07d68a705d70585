import type { TaskView } from '@danqing/contracts';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useMe } from '../api/session.ts';
import { useChange, useWorkspaceKey } from '../api/use-api.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** What shows how far definitions are. */
const stale = ['/api/v1/tasks', '/api/v1/segment', '/api/v1/tags', '/api/v1/schemes'];

/** Stops a task, after saying what stands then; nothing for those who may not. */
export function StopButton({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { message } = App.useApp();
  const me = useMe(useWorkspaceKey());
  const stop = useChange(() => api.post<TaskView>(`/api/v1/tasks/${task.kind}/${encodeURIComponent(task.id)}/stop`), stale);
  if (task.stop === null || me.data?.capabilities.includes('tasks.stop') !== true) return null;
  return (
    <Popconfirm
      title={t('stopSure')}
      description={task.stop.keeps[language]}
      okText={t('stop')}
      okButtonProps={{ danger: true }}
      onConfirm={() => stop.mutate(undefined, { onSuccess: () => void message.success(t('stopped')), onError: (error) => void message.error(error.message) })}
    >
      <Button size="small" loading={stop.isPending} onClick={(event) => event.stopPropagation()}>
        {t('stop')}
      </Button>
    </Popconfirm>
  );
}
