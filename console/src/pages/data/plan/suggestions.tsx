import type { PlanEvidence, PlanProperty } from '@danqing/contracts';
import { Button, Card, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../parts/data-table.tsx';
import { EvidenceCell } from './evidence-cell.tsx';

export interface SuggestionsProps {
  readonly planned: readonly PlanProperty[];
  readonly evidence: readonly PlanEvidence[];
  readonly mayWrite: boolean;
  readonly onAdopt: (found: readonly PlanEvidence[]) => void;
}

/** Fields that come and are not planned. */
export function Suggestions({ planned, evidence, mayWrite, onAdopt }: SuggestionsProps) {
  const { t } = useTranslation('plan');
  const known = new Set(planned.map(({ path }) => path));
  const found = evidence.filter(({ path }) => !known.has(path));
  if (evidence.length === 0) return null;
  if (found.length === 0) return <Typography.Text type="secondary">{t('suggestionsNone')}</Typography.Text>;
  return (
    <Card
      size="small"
      title={t('suggestions')}
      extra={
        mayWrite && (
          <Button size="small" onClick={() => onAdopt(found)}>
            {t('adoptAll')}
          </Button>
        )
      }
    >
      <DataTable<PlanEvidence>
        size="small"
        label={t('suggestions')}
        rows={found}
        rowKey={({ path }) => path}
        empty={null}
        columns={[
          { title: t('field'), key: 'field', render: (_, { path }) => <Typography.Text code>{path}</Typography.Text> },
          {
            title: t('type'),
            key: 'type',
            render: (_, { proposal: { type, required } }) => `${t(`typeNames.${type}`)}${required ? ` · ${t('required')}` : ''}`,
          },
          { title: t('seen'), key: 'seen', render: (_, one) => <EvidenceCell evidence={one} /> },
          {
            key: 'adopt',
            render: (_, one) =>
              mayWrite && (
                <Button size="small" onClick={() => onAdopt([one])} aria-label={t('adoptField', { path: one.path })}>
                  {t('adopt')}
                </Button>
              ),
          },
        ]}
      />
    </Card>
  );
}
