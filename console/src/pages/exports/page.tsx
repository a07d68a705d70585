import type { ExportView } from '@danqing/contracts';
import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Flex, Tag, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { isUnderWay } from '../../parts/under-way.ts';
import { saveFile } from './save-file.ts';
import { NewExport } from './new-export.tsx';

const path = '/api/v1/exports';
const askAgainMs = 2500;

/** Files that people asked for: what, by whom, what for, until when. */
export function Page() {
  const { t } = useTranslation('exports');
  const formats = useFormats();
  const { message } = App.useApp();
  const [dialog, setDialog] = useUrlState('dialog');
  const list = usePages<ExportView>(path, {}, { everyMs: askAgainMs });
  const remove = useChange((id: number) => api.delete(`${path}/${id}`), [path]);
  const fetchFile = useChange(saveFile);
  const failed = (error: Error): void => void message.error(error.message);
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog('new', true)}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={add} />
      <DataTable<ExportView>
        label={t('title')}
        {...list}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} />}
        columns={[
          {
            title: t('what'),
            key: 'what',
            render: (_, { what, segment, event, title, format, reason }) => (
              <Flex vertical style={{ maxWidth: 320 }}>
                <span>
                  {t(`whats.${what}`)}
                  {(title ?? segment ?? event) !== null && ` · ${title ?? segment ?? event ?? ''}`} · {format.toUpperCase()}
                </span>
                <Typography.Text type="secondary" ellipsis={{ tooltip: reason ?? '' }}>
                  {reason}
                </Typography.Text>
              </Flex>
            ),
          },
          { title: t('masked'), key: 'masked', render: (_, { masked }) => (masked ? <Tag>{t('isMasked')}</Tag> : <Tag color="warning">{t('notMasked')}</Tag>) },
          {
            title: t('state'),
            key: 'state',
            render: (_, { state, error, expiresAt }) => (
              <Flex vertical>
                <span>{t(`states.${state}`)}</span>
                {error !== null && <Typography.Text type="danger">{error}</Typography.Text>}
                {state === 'done' && expiresAt !== null && (
                  <Typography.Text type="secondary">{t('expires', { time: formats.date(expiresAt) })}</Typography.Text>
                )}
              </Flex>
            ),
          },
          {
            title: t('rows'),
            key: 'rows',
            align: 'right',
            render: (_, { rows, isCut, rowLimit }) =>
              isCut ? <Tooltip title={t('cut', { limit: formats.number(rowLimit) })}>{formats.number(rows)}+</Tooltip> : formats.number(rows),
          },
          { title: t('by'), key: 'by', render: (_, { by }) => by },
          { title: t('askedAt'), key: 'askedAt', render: (_, { askedAt }) => <TimeText value={askedAt} /> },
          {
            title: '',
            key: 'do',
            render: (_, row) => (
              <Flex gap={8}>
                {row.state === 'done' && (
                  <Button size="small" icon={<DownloadOutlined />} onClick={() => fetchFile.mutate(row, { onError: failed })}>
                    {t('download')}
                  </Button>
                )}
                {(isUnderWay(row) || row.state === 'done') && (
                  <Button
                    size="small"
                    type="text"
                    onClick={() => remove.mutate(row.id, { onSuccess: () => void message.success(t('removed')), onError: failed })}
                  >
                    {isUnderWay(row) ? t('stop') : t('removeFile')}
                  </Button>
                )}
              </Flex>
            ),
          },
        ]}
      />
      <NewExport isOpen={dialog === 'new'} onClose={() => setDialog(null)} />
    </>
  );
}
