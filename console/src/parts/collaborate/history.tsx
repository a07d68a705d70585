import type { RevisionView } from '@danqing/contracts';
import { Button, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/use-pages.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { EmptyState } from '../empty-state.tsx';
import { ErrorState } from '../error-state.tsx';
import { JsonBlock } from '../json-block.tsx';
import { TimeText } from '../time-text.tsx';
import { changedFields } from './changed-fields.ts';

const colours: Readonly<Record<RevisionView['deed'], string>> = { made: 'green', changed: 'blue', removed: 'red' };

function Revision({ revision, before }: { readonly revision: RevisionView; readonly before: RevisionView | undefined }) {
  const { t } = useTranslation('collaborate');
  const language = useLanguage();
  const { deed, actor, isKey, approver, reason, sentence, body, at } = revision;
  const fields = deed === 'changed' && before !== undefined ? changedFields(before.body, body).map((field) => t(`fields.${field}`)) : [];
  return (
    <li style={{ listStyle: 'none', padding: '12px 0', borderBottom: '1px solid var(--line)' }}>
      <Flex wrap gap={8} align="center">
        <Tag color={colours[deed]}>{t(`deeds.${deed}`)}</Tag>
        <Typography.Text strong>{actor}</Typography.Text>
        {isKey && <Typography.Text type="secondary">{t('byKey')}</Typography.Text>}
        <TimeText value={at} />
      </Flex>
      <div style={{ marginTop: 4, overflowWrap: 'anywhere' }}>
        {reason === '' ? <Typography.Text type="secondary">{t('noReason')}</Typography.Text> : reason}
      </div>
      {approver !== null && <Typography.Text type="secondary">{t('approvedBy', { name: approver })}</Typography.Text>}
      {fields.length > 0 && <div>{t('changedFields', { fields: fields.join(language === 'zh' ? '、' : ', ') })}</div>}
      {sentence !== null && (
        <Typography.Paragraph type="secondary" style={{ margin: '4px 0 0' }} ellipsis={{ rows: 3, expandable: true }}>
          {sentence[language]}
        </Typography.Paragraph>
      )}
      {body !== null && (
        <details style={{ marginTop: 4 }}>
          <summary>{t('showBody')}</summary>
          <JsonBlock text={JSON.stringify(body)} label={t('showBody')} />
        </details>
      )}
    </li>
  );
}

/** What became of a definition: who, when, why, and what differs from the time before. */
export function History({ object }: { readonly object: string }) {
  const { t } = useTranslation(['collaborate', 'common']);
  const { rows, error, onRetry, loadMore, isFetching } = usePages<RevisionView>('/api/v1/history', { object });
  if (rows === undefined) return error === null ? <Skeleton active /> : <ErrorState error={error} onRetry={onRetry} />;
  if (rows.length === 0) return <EmptyState title={t('noHistory')} hint={t('noHistoryHint')} />;
  return (
    <>
      <ul style={{ margin: 0, padding: 0 }}>
        {rows.map((revision, index) => (
          <Revision key={revision.id} revision={revision} before={rows[index + 1]} />
        ))}
      </ul>
      {loadMore !== undefined && (
        <Button block onClick={loadMore} loading={isFetching} style={{ marginTop: 12 }}>
          {t('common:loadMore')}
        </Button>
      )}
    </>
  );
}
