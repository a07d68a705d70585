import { CloudUploadOutlined } from '@ant-design/icons';
import type { ImportReport } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { usePages } from '../../api/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { ImportStateTag } from './import-state.tsx';
import { LinkButton } from '../../parts/link-button.tsx';

const askAgainMs = 3000;

/** Every import with what became of it. */
export function Page() {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const folder = `/w/${useWorkspaceKey()}/data/imports`;
  const imports = usePages<ImportReport>('/api/v1/imports', {}, { everyMs: askAgainMs });
  const mayImport = useMay('data.write');
  const start = mayImport ? (
    <LinkButton to={`${folder}/new`} type="primary" icon={<CloudUploadOutlined aria-hidden />}>
      {t('newImport')}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={imports.rows?.length === 0 ? undefined : start} />
      <DataTable<ImportReport>
        label={t('title')}
        {...imports}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} action={start} />}
        columns={[
          { title: t('file'), key: 'file', render: (_, { id, fileName }) => <Link to={`${folder}/${id}`}>{fileName}</Link> },
          { title: t('state'), key: 'state', render: (_, report) => <ImportStateTag report={report} /> },
          { title: t('rows'), key: 'rows', align: 'right', render: (_, { rows }) => formats.number(rows) },
          { title: t('events'), key: 'events', align: 'right', render: (_, { events }) => formats.number(events) },
          { title: t('resultRejected'), key: 'rejected', align: 'right', render: (_, { rejectedCount }) => formats.number(rejectedCount) },
          { title: t('when'), key: 'when', render: (_, { createdAt }) => <TimeText value={createdAt} /> },
        ]}
      />
    </>
  );
}
