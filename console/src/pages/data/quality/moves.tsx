import type { QualityMove, QualityReport } from '@danqing/contracts';
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { useQualityNames } from './names.ts';

function Moves({ moves }: { readonly moves: readonly QualityMove[] }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const names = useQualityNames();
  const labelOf = useSourceLabels();
  if (moves.length === 0) return <Typography.Text type="secondary">{t('noMoves')}</Typography.Text>;
  return (
    <ul className="quality-findings">
      {moves.map(({ dimension, source, event, field, before, now }) => (
        <Flex key={`${dimension}/${source}/${event}/${field}`} component="li" className="quality-finding" justify="space-between" gap={12} wrap>
          <span>
            {names.both(event, field)} <Typography.Text type="secondary">{`${labelOf(source)} · ${t(`dimensions.${dimension}`)}`}</Typography.Text>
          </span>
          <span style={{ whiteSpace: 'nowrap' }}>{t('move', { before: formats.percent(before), now: formats.percent(now) })}</span>
        </Flex>
      ))}
    </ul>
  );
}

/** What got better and worse since as many days before. */
export function BetterAndWorse({ report }: { readonly report: QualityReport }) {
  const { t } = useTranslation('data-quality');
  return (
    <div className="quality-halves">
      <Card size="small" title={t('worse')}>
        <Moves moves={report.worse} />
      </Card>
      <Card size="small" title={t('better')}>
        <Moves moves={report.better} />
      </Card>
    </div>
  );
}
