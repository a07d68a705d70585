import type { QualityFinding, QualityReport } from '@danqing/contracts';
import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { LinkButton } from '../../../parts/link-button.tsx';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { fieldPath, useQualityNames } from './names.ts';

/** Where a finding is mended. */
function placeOf(workspace: string, { mend, event, field }: QualityFinding, days: string): string {
  const data = `/w/${workspace}/data`;
  if (mend === 'cleaning') return `${data}/cleaning`;
  if (mend === 'quarantine') return `${data}/quarantine`;
  if (mend === 'plan') return `${data}/plan/${encodeURIComponent(event)}?${new URLSearchParams({ field }).toString()}`;
  if (mend === 'duplicates') return `${data}/cleaning?tab=duplicates`;
  if (mend === 'source') return `${data}/sources`;
  return fieldPath(workspace, event, field, days);
}

const shownUses = 3;

function Finding({ finding, days }: { readonly finding: QualityFinding; readonly days: string }) {
  const { t } = useTranslation('data-quality');
  const workspace = useWorkspaceKey();
  const formats = useFormats();
  const names = useQualityNames();
  const { comma } = usePunctuation();
  const labelOf = useSourceLabels();
  const { dimension, source, share, least, affected, isAbout, usedBy, event, field, mend } = finding;
  const says = t(`findings.${dimension === 'completeness' && event === '' ? 'missing' : dimension}`, {
    source: labelOf(source),
    field: event === '' ? names.field(event, field) : names.both(event, field),
    n: isAbout ? t('about', { n: formats.number(affected) }) : formats.number(affected),
    share: formats.percent(share),
    least: formats.percent(least),
  });
  return (
    <Flex wrap justify="space-between" gap={8} align="start" component="li" className="quality-finding">
      <div style={{ minWidth: 0, flex: '1 1 300px' }}>
        {field === '' ? <Typography.Text>{says}</Typography.Text> : <Link to={fieldPath(workspace, event, field, days)}>{says}</Link>}
        <Typography.Text type="secondary" style={{ display: 'block' }}>
          {usedBy.length === 0 ? (
            field === '' ? null : (
              t('usedByNobody')
            )
          ) : (
            <>
              {t('usedBy')}
              {usedBy.slice(0, shownUses).map(({ kind, key, name }, index) => (
                <span key={`${kind}/${key}`}>
                  {index > 0 && comma}
                  <Link to={`/w/${workspace}/${kind}s/${encodeURIComponent(key)}`} style={{ textDecoration: 'underline' }}>
                    {name}
                  </Link>
                </span>
              ))}
              {usedBy.length > shownUses && ` +${usedBy.length - shownUses}`}
            </>
          )}
        </Typography.Text>
      </div>
      <LinkButton size="small" className="quality-no-print" to={placeOf(workspace, finding, days)}>
        {t(`mends.${mend}`)}
      </LinkButton>
    </Flex>
  );
}

/** What to mend first: each with whom it concerns and the place where it is mended. */
export function Worst({ report, days }: { readonly report: QualityReport; readonly days: string }) {
  const { t } = useTranslation('data-quality');
  const { worst, findings } = report;
  return (
    <Card size="small" title={t('worst')}>
      {worst.length === 0 ? (
        <EmptyState title={t('noWorst')} hint={t('noWorstHint')} />
      ) : (
        <>
          <ol className="quality-findings">
            {worst.map((finding) => (
              <Finding key={`${finding.dimension}/${finding.source}/${finding.event}/${finding.field}`} finding={finding} days={days} />
            ))}
          </ol>
          {findings > worst.length && <Typography.Text type="secondary">{t('worstMore', { n: findings, shown: worst.length })}</Typography.Text>}
        </>
      )}
    </Card>
  );
}
