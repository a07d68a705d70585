import type { TaskView } from '@danqing/contracts';
import { Alert, Descriptions, Drawer, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { StopButton } from '../../parts/stop-button.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { TaskProgress } from './task-progress.tsx';
import { TaskState } from './task-state.tsx';

/** One task in full; `name` is "<kind>/<id>". */
export function TaskDrawer({ name, close }: { readonly name: string; readonly close: () => void }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const [kind = '', ...rest] = name.split('/');
  const task = useApi<TaskView>(`/api/v1/tasks/${kind}/${encodeURIComponent(rest.join('/'))}`, { enabled: name !== '', everyMs: 2000 });
  const { data } = task;
  return (
    <Drawer
      open={name !== ''}
      onClose={close}
      title={data?.title[language] ?? t('details')}
      size={480}
      extra={data !== undefined && <StopButton task={data} />}
    >
      {task.isError && <ErrorState error={task.error} onRetry={() => void task.refetch()} />}
      {task.isPending && <Skeleton active />}
      {data !== undefined && (
        <Flex vertical gap={16}>
          {data.problem !== null && <Alert type="error" showIcon title={data.problem[language]} description={`${t('code')} ${data.problem.code}`} />}
          {data.result !== null && <Alert type={data.state === 'stopped' ? 'info' : 'success'} showIcon title={data.result[language]} />}
          <TaskProgress task={data} />
          {data.runsOn !== null && <Alert type="info" showIcon title={data.runsOn[language]} />}
          <Descriptions
            column={1}
            size="small"
            items={[
              { key: 'state', label: t('state'), children: <TaskState state={data.state} /> },
              { key: 'kind', label: t('task'), children: t(`kinds.${data.kind}`) },
              { key: 'by', label: t('by'), children: data.isMine ? t('mine') : (data.by ?? t('byItself')) },
              ...(data.cause === null ? [] : [{ key: 'cause', label: t('cause'), children: data.cause[language] }]),
              { key: 'asked', label: t('askedAt'), children: <TimeText value={data.askedAt} /> },
              { key: 'started', label: t('startedAt'), children: data.startedAt === null ? '–' : <TimeText value={data.startedAt} /> },
              { key: 'ended', label: t('endedAt'), children: data.endedAt === null ? '–' : <TimeText value={data.endedAt} /> },
            ]}
          />
        </Flex>
      )}
    </Drawer>
  );
}
