import type { CataloguePropertyList, CatalogueTraitDetail, FieldQualityDetail } from '@danqing/contracts';
import { Card, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { useFormats } from '../../../parts/format.ts';

type Examples = readonly { readonly value: string; readonly events: number }[];

/** Frequent values as the catalogue shows them, masked for whoever does not see personal data. */
function useExamples({ event, field }: FieldQualityDetail): Examples {
  const isTrait = event === '';
  const trait = useApi<Static<typeof CatalogueTraitDetail>>(`/api/v1/catalogue/traits/${encodeURIComponent(field)}`, { enabled: isTrait });
  const properties = useApi<Static<typeof CataloguePropertyList>>(`/api/v1/catalogue/events/${encodeURIComponent(event)}/properties`, { enabled: !isTrait });
  return isTrait ? (trait.data?.examples ?? []) : (properties.data?.items.find(({ prop }) => prop === field)?.examples ?? []);
}

/** How values spread: deciles of numbers, and the most frequent values. */
export function FieldSpread({ detail }: { readonly detail: FieldQualityDetail }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const examples = useExamples(detail);
  const { spread } = detail;
  const all = Math.max(1, ...examples.map(({ events }) => events));
  return (
    <Card size="small" title={t('spread')}>
      {spread === null ? (
        <Typography.Text type="secondary">{t('unknown')}</Typography.Text>
      ) : (
        <Typography.Paragraph type="secondary">
          {t('spreadHint', { n: formats.number(spread.values), distinct: formats.number(spread.distinct) })}
        </Typography.Paragraph>
      )}
      {spread?.isNumber === true && (
        <ul className="quality-findings">
          {[10, 50, 90].map((q) => (
            <li key={q} className="quality-finding">
              {t('quantile', { q })} <b>{formats.number(spread.quantiles[q / 10 - 1] ?? 0)}</b>
            </li>
          ))}
        </ul>
      )}
      {examples.length > 0 && (
        <>
          <Typography.Title level={2} style={{ fontSize: 14, marginTop: 12 }}>
            {t('topValues')}
          </Typography.Title>
          <ul className="quality-findings">
            {examples.map(({ value, events }) => (
              <li key={value} className="quality-finding" style={{ overflowWrap: 'anywhere' }}>
                {value}
                <div style={{ height: 6, marginTop: 2, width: `${Math.max(2, (events / all) * 100)}%`, background: 'var(--primary)' }} />
              </li>
            ))}
          </ul>
          <Typography.Text type="secondary">{t('topValuesHint')}</Typography.Text>
        </>
      )}
    </Card>
  );
}
