import { taskKinds, taskStates, type TaskView } from '@danqing/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStream } from '../../api/stream.ts';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { StopButton } from '../../parts/stop-button.tsx';
import { TaskDrawer } from './task-drawer.tsx';
import { TaskProgress } from './task-progress.tsx';
import { TaskState } from './task-state.tsx';

/** All long work of the workspace, as it moves. */
export function Page() {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const workspace = useWorkspaceKey();
  const client = useQueryClient();
  const [state, setState] = useUrlState('state');
  const [kind, setKind] = useUrlState('kind');
  const [open, setOpen] = useUrlState('task');
  const tasks = usePages<TaskView>('/api/v1/tasks', { state, kind, limit: 30 });
  useStream('/api/v1/stream', { topics: 'tasks' }, () => void client.invalidateQueries({ queryKey: [workspace, '/api/v1/tasks'] }));
  const isFiltered = state !== '' || kind !== '';
  const clear = (): void => {
    setState(null);
    setKind(null);
  };
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Flex wrap gap={8} style={{ marginBottom: 16 }}>
        <Select
          aria-label={t('filterState')}
          value={state}
          onChange={(value: string) => setState(value === '' ? null : value)}
          options={[
            { value: '', label: t('all') },
            { value: 'open', label: t('open') },
            { value: 'ended', label: t('ended') },
            ...taskStates.filter((one) => one !== 'running').map((one) => ({ value: one, label: t(`states.${one}`) })),
          ]}
          style={{ minWidth: 120 }}
        />
        <Select
          aria-label={t('filterKind')}
          value={kind}
          onChange={(value: string) => setKind(value === '' ? null : value)}
          options={[{ value: '', label: t('allKinds') }, ...taskKinds.map((one) => ({ value: one, label: t(`kinds.${one}`) }))]}
          style={{ minWidth: 160 }}
        />
      </Flex>
      <DataTable<TaskView>
        label={t('label')}
        {...tasks}
        rowKey={({ kind: of, id }) => `${of}/${id}`}
        empty={
          isFiltered ? (
            <EmptyState title={t('filtered')} action={<Button onClick={clear}>{t('clear')}</Button>} />
          ) : (
            <EmptyState title={t('empty')} hint={t('emptyHint')} />
          )
        }
        columns={[
          {
            title: t('task'),
            key: 'task',
            render: (_, task) => (
              <div style={{ minWidth: 200, maxWidth: 440, whiteSpace: 'normal' }}>
                <Button
                  type="link"
                  style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
                  onClick={() => setOpen(`${task.kind}/${task.id}`, true)}
                >
                  {task.title[language]}
                </Button>
                {(task.problem ?? task.result) !== null && (
                  <Typography.Paragraph type="secondary" ellipsis={{ rows: 2 }} style={{ margin: 0, fontSize: 13 }}>
                    {(task.problem ?? task.result)?.[language]}
                  </Typography.Paragraph>
                )}
              </div>
            ),
          },
          { title: t('state'), key: 'state', render: (_, task) => <TaskState state={task.state} /> },
          { title: t('progress'), key: 'progress', render: (_, task) => <TaskProgress task={task} /> },
          { title: t('by'), key: 'by', render: (_, task) => (task.isMine ? t('mine') : (task.by ?? task.cause?.[language] ?? t('byItself'))) },
          { title: t('asked'), key: 'asked', render: (_, task) => <TimeText value={task.askedAt} /> },
          { title: t('actions'), key: 'actions', render: (_, task) => <StopButton task={task} /> },
        ]}
      />
      <TaskDrawer name={open} close={() => setOpen(null)} />
    </>
  );
}
