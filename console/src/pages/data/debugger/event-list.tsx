import type { LookedEventView } from '@danqing/contracts';
import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { useFieldNames } from '../../../parts/field-names.ts';
import { useFormats } from '../../../parts/format.ts';
import { JsonBlock } from '../../../parts/json-block.tsx';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { OutcomeTag } from '../parts/outcome-tag.tsx';
import { BreachMarks } from '../plan/breach-marks.tsx';
import { useReason } from '../parts/reason.ts';

/** Arrived events, newest first; a row opens to the message as it was sent. */
export function EventList({ events }: { readonly events: readonly LookedEventView[] }) {
  const { t } = useTranslation('debugger');
  const labelOf = useSourceLabels();
  const formats = useFormats();
  const marks = usePunctuation();
  const names = useFieldNames();
  const reasonOf = useReason();
  const workspace = useWorkspaceKey();
  return (
    <DataTable<LookedEventView>
      label={t('title')}
      rows={events}
      rowKey={({ id, outcome }) => `${id}/${outcome}`}
      empty={null}
      expandable={{
        expandRowByClick: true,
        expandedRowRender: ({ raw, detail, profile, cleaned, breaches = [] }) => (
          <Flex vertical gap={8} style={{ maxWidth: 900 }}>
            {breaches.length > 0 && <BreachMarks breaches={breaches} />}
            {detail !== '' && breaches.length === 0 && (
              <Typography.Text>
                {t('detail')}
                {marks.colon}
                {detail}
              </Typography.Text>
            )}
            {profile !== null && <Link to={`/w/${workspace}/customers/${profile}`}>{t('toProfile')}</Link>}
            {cleaned !== undefined && (
              <>
                <Typography.Text strong>{t('cleaned', { rules: cleaned.rules.join(marks.between) })}</Typography.Text>
                <JsonBlock text={cleaned.raw} label={t('cleaned', { rules: cleaned.rules.join(marks.between) })} />
                <Typography.Text strong>{t('raw')}</Typography.Text>
              </>
            )}
            {raw === '' ? <Typography.Text type="secondary">{t('tooLong')}</Typography.Text> : <JsonBlock text={raw} label={t('raw')} />}
          </Flex>
        ),
      }}
      columns={[
        {
          title: t('event'),
          key: 'event',
          render: (_, { event, type, outcome, reason, breaches = [] }) => (
            <div style={{ maxWidth: 'min(320px, 50vw)', whiteSpace: 'normal' }}>
              <strong style={{ display: 'block', overflowWrap: 'anywhere' }}>{event || type}</strong>
              <OutcomeTag outcome={outcome} />
              {reason !== '' && reasonOf(reason)}
              {breaches.length > 0 && outcome === 'passed' && <Tag color="warning">{reasonOf('against_plan')}</Tag>}
            </div>
          ),
        },
        { title: t('time'), key: 'time', render: (_, { receivedAt }) => <span style={{ whiteSpace: 'nowrap' }}>{formats.exactTime(receivedAt)}</span> },
        { title: t('source'), key: 'source', render: (_, row) => labelOf(row.source) },
        {
          title: t('who'),
          key: 'who',
          render: (_, { identifiers }) =>
            identifiers
              .slice(0, 2)
              .map(({ kind, value }) => `${names.kind(kind)} ${value}`)
              .join(' · '),
        },
      ]}
    />
  );
}
