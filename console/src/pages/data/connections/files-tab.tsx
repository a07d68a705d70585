import type { ConnectionFile } from '@danqing/contracts';
import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';

const askAgainMs = 4000;

/** The files that were brought in, each version once. */
export function FilesTab({ id }: { readonly id: number }) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const language = useLanguage();
  const workspace = useWorkspaceKey();
  const files = usePages<ConnectionFile>(`/api/v1/connections/${id}/files`, {}, { everyMs: askAgainMs });
  return (
    <DataTable<ConnectionFile>
      label={t('tabs.files')}
      {...files}
      rowKey={({ path, version }) => `${path} ${version}`}
      empty={<EmptyState title={t('filesEmpty')} hint={t('filesEmptyHint')} />}
      columns={[
        {
          key: 'path',
          title: t('file'),
          render: (_, { path, import: one, isAgain }) => (
            <Flex wrap gap={8}>
              {one === null ? path : <Link to={`/w/${workspace}/data/imports/${one}`}>{path}</Link>}
              {isAgain && <Tag>{t('again')}</Tag>}
            </Flex>
          ),
        },
        {
          key: 'state',
          title: t('state'),
          render: (_, { state, error }) => (
            <Flex vertical>
              <span>
                <Tag color={state === 'done' ? 'success' : 'error'}>{t(`fileStates.${state}`)}</Tag>
              </span>
              {error !== null && <Typography.Text type="secondary">{language === 'zh' ? error.zh : error.message}</Typography.Text>}
            </Flex>
          ),
        },
        { key: 'bytes', title: t('size'), align: 'right', render: (_, { bytes }) => formats.bytes(bytes) },
        { key: 'at', title: t('startedAt'), render: (_, { at }) => <TimeText value={at} /> },
      ]}
    />
  );
}
