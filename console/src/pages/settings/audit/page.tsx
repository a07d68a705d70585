import type { AuditItem } from '@danqing/contracts';
import { Button, Tag, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePages } from '../../../api/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { actionWords } from './action-words.ts';
import { Filters, queryOf, useAuditFilters } from './filters.tsx';

/** Who did what, newest first. */
export function Page() {
  const { t } = useTranslation(['audit', 'common']);
  const { t: words } = useTranslation('audit');
  const formats = useFormats();
  const navigate = useNavigate();
  const filters = useAuditFilters();
  const { isFetching, ...pages } = usePages<AuditItem>('/api/v1/audit', queryOf(filters.values));
  const isFiltered = Object.values(filters.values).some((value) => value !== '');
  const who = pages.rows?.find(({ operator }) => operator === filters.values.operator)?.actor;
  const clear = <Button onClick={() => void navigate('?', { replace: true })}>{t('clear')}</Button>;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Filters filters={filters} who={who} />
      <DataTable<AuditItem>
        {...pages}
        isFetching={isFetching}
        rowKey={({ id }) => String(id)}
        label={t('title')}
        empty={isFiltered ? <EmptyState title={t('noMatch')} action={clear} /> : <EmptyState title={t('empty')} hint={t('emptyHint')} />}
        columns={[
          { title: t('at'), render: (_, { at }) => <time dateTime={at}>{formats.exactTime(at)}</time> },
          {
            title: t('who'),
            render: (_, { actor, operator }) => (
              <>
                <Tooltip title={t('onlyHim')}>
                  <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => filters.setOperator(operator ?? 'key', true)}>
                    {actor}
                  </Button>
                </Tooltip>{' '}
                {operator === null && <Tag>{t('key')}</Tag>}
              </>
            ),
          },
          { title: t('what'), render: (_, { action }) => <span title={action}>{actionWords(action, words)}</span> },
          { title: t('object'), render: (_, { object }) => <Typography.Text code>{object}</Typography.Text> },
          { title: t('details'), render: (_, { details }) => <Details details={details} /> },
        ]}
      />
    </>
  );
}

/** What else the entry says, the status of an answer aside, which is always one of success. */
function Details({ details }: { readonly details: AuditItem['details'] }) {
  const said = Object.entries(details).filter(([name]) => name !== 'status');
  return (
    <Typography.Text type="secondary" style={{ fontSize: 13 }}>
      {said.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' · ')}
    </Typography.Text>
  );
}
