import type { PlanEvidence } from '@danqing/contracts';
import { Progress, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useFormats } from '../../../parts/format.ts';

/** What really came at a path: how often, as what, for example. */
export function EvidenceCell({ evidence }: { readonly evidence: PlanEvidence | undefined }) {
  const { t } = useTranslation('plan');
  const formats = useFormats();
  const language = useLanguage();
  if (evidence === undefined) return <Typography.Text type="secondary">{t('neverSeen')}</Typography.Text>;
  const { filledShare, examples, words } = evidence;
  return (
    <div style={{ width: 'min(300px, 60vw)', whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
      <Progress
        percent={filledShare * 100}
        size="small"
        format={() => formats.percent(filledShare, 1)}
        aria-label={t('seenLine', { share: formats.percent(filledShare) })}
      />
      <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12.5 }}>
        {words[language]}
      </Typography.Text>
      {examples.length > 0 && (
        <span style={{ fontSize: 12.5 }}>
          {examples
            .slice(0, 3)
            .map(({ value }) => value.slice(0, 60))
            .join(' · ')}
        </span>
      )}
    </div>
  );
}
