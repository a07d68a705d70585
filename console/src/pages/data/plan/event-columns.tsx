import type { PlanRow } from '@danqing/contracts';
import { Button, Flex, type TableProps, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useEventNames } from '../../../parts/event-names.ts';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { Spark } from '../parts/spark.tsx';

/** Columns of the events of a plan. `add`: puts an unplanned one into the draft; undefined where that may not be. */
export function useEventColumns(add: ((event: string) => void) | undefined): NonNullable<TableProps<PlanRow>['columns']> {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const called = useEventNames();
  return [
    {
      title: t('event'),
      key: 'event',
      render: (_, { event, status, isDraft, description }) => (
        <div style={{ maxWidth: 'min(360px, 56vw)', whiteSpace: 'normal' }}>
          <Link to={`/w/${workspace}/data/plan/${encodeURIComponent(event)}`} style={{ overflowWrap: 'anywhere' }}>
            {event}
          </Link>{' '}
          {status !== 'planned' && <Tag>{t(`statuses.${status}`)}</Tag>}
          {isDraft && <Tag color="warning">{t('changed')}</Tag>}
          {called.event(event) !== event && (
            <Typography.Text type="secondary" style={{ display: 'block' }}>
              {called.event(event)}
            </Typography.Text>
          )}
          {description !== '' && (
            <Typography.Paragraph type="secondary" ellipsis={{ rows: 2 }} style={{ margin: 0 }}>
              {description}
            </Typography.Paragraph>
          )}
        </div>
      ),
    },
    {
      title: t('mode'),
      key: 'mode',
      render: (_, { event, mode, status }) =>
        status !== 'unplanned' ? (
          t(`modes.${mode}`)
        ) : add === undefined ? null : (
          <Button size="small" onClick={() => add(event)} aria-label={`${t('add')} ${event}`}>
            {t('add')}
          </Button>
        ),
    },
    { title: t('fields'), key: 'fields', render: (_, { properties: n, required, status }) => (status === 'unplanned' ? '' : t('fieldsLine', { n, required })) },
    { title: t('volume'), key: 'volume', align: 'right', render: (_, { volume }) => formats.number(volume) },
    {
      title: t('breaches'),
      key: 'breaches',
      render: (_, { event, breaches, breachDays, volume }) =>
        breaches > 0 && (
          <Flex vertical gap={2}>
            <Link to={`/w/${workspace}/data/plan?tab=breaches&event=${encodeURIComponent(event)}&days=30`}>
              {t('breachLine', { n: formats.number(breaches), share: formats.percent(Math.min(1, breaches / Math.max(volume, breaches)), 1) })}
            </Link>
            <Spark days={breachDays} label={t('sparkLabel', { event, n: breaches })} />
          </Flex>
        ),
    },
    { title: t('last'), key: 'last', render: (_, { lastAt }) => <TimeText value={lastAt} /> },
  ];
}
