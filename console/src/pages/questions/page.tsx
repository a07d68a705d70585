import { ClockCircleOutlined, LockOutlined } from '@ant-design/icons';
import type { QuestionView } from '@danqing/contracts';
import { Flex, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { usePages } from '../../api/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { useUrlState } from '../../parts/url-state.ts';

/** Saved questions: figures that analysts keep for everybody. */
export function Page() {
  const { t } = useTranslation('workbench');
  const workspace = useWorkspaceKey();
  const mayAsk = useMay('sql.run');
  const [search, setSearch] = useUrlState('q');
  const { rows, error, isFetching, onRetry, loadMore } = usePages<QuestionView>('/api/v1/questions', { search });
  const toWorkbench = mayAsk && <LinkButton to={`/w/${workspace}/workbench`}>{t('toWorkbench')}</LinkButton>;
  return (
    <>
      <PageHead title={t('questions')} lead={t('questionsLead')} actions={toWorkbench} />
      <SearchBox text={search} onText={setSearch} label={t('searchQuestions')} style={{ maxWidth: 360, marginBottom: 12 }} />
      <DataTable<QuestionView>
        label={t('questions')}
        rows={rows}
        error={error}
        onRetry={onRetry}
        isFetching={isFetching}
        loadMore={loadMore}
        rowKey={({ id }) => String(id)}
        empty={
          <EmptyState
            title={search === '' ? t('noSaved') : t('nothingFound')}
            hint={search === '' && mayAsk ? t('noSavedHint') : undefined}
            action={search === '' ? toWorkbench : undefined}
          />
        }
        columns={[
          {
            title: t('name'),
            key: 'name',
            render: (_: unknown, question) => (
              <Flex vertical>
                <span>
                  <Link to={`/w/${workspace}/questions/${question.id}`}>{question.name}</Link>
                  {question.visibility === 'mine' && (
                    <Tooltip title={t('private')}>
                      <LockOutlined aria-label={t('private')} style={{ marginInlineStart: 8, color: 'var(--text-secondary)' }} />
                    </Tooltip>
                  )}
                  {question.schedule === 'daily' && (
                    <Tooltip title={t('dailyMark')}>
                      <ClockCircleOutlined aria-label={t('dailyMark')} style={{ marginInlineStart: 8, color: 'var(--text-secondary)' }} />
                    </Tooltip>
                  )}
                </span>
                {question.description !== '' && <Typography.Text type="secondary">{question.description}</Typography.Text>}
              </Flex>
            ),
          },
          { title: t('folder'), dataIndex: 'folder', key: 'folder' },
          { title: t('chartKind'), key: 'chart', render: (_: unknown, { chart }) => t(`kinds.${chart.kind}`) },
          { title: t('by'), dataIndex: 'owner', key: 'owner' },
          { title: t('resultAt'), key: 'result', render: (_: unknown, { result }) => (result === null ? t('never') : <TimeText value={result.endedAt} />) },
          { title: t('updated'), key: 'updated', render: (_: unknown, { updatedAt }) => <TimeText value={updatedAt} /> },
        ]}
      />
    </>
  );
}
