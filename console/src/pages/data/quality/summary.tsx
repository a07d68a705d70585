import { qualityDimensions, type QualityReport } from '@danqing/contracts';
import { Card, Flex, Progress, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { FigureText } from './figure-text.tsx';
import { SampleNote } from './sample-note.tsx';

/** The score, and what it is made of. */
export function Summary({ report }: { readonly report: QualityReport }) {
  const { t } = useTranslation('data-quality');
  const formats = useFormats();
  const { score, scoreBefore, figures, messages, people } = report;
  const moved = score === null || scoreBefore === null ? null : score - scoreBefore;
  const movedText = moved === null ? t('scoreNothing') : moved === 0 ? t('scoreSame') : t(moved > 0 ? 'scoreUp' : 'scoreDown', { n: Math.abs(moved) });
  return (
    <div className="quality-summary">
      <Card size="small">
        <Typography.Text type="secondary">{t('score')}</Typography.Text>
        <Tooltip title={t('scoreHint')} trigger={['hover', 'focus', 'click']}>
          <button
            type="button"
            className="quality-figure quality-score"
            aria-label={`${score === null ? t('noScore') : t('scoreOf', { score })} · ${t('scoreHint')}`}
          >
            {score === null ? t('noScore') : t('scoreOf', { score })}
          </button>
        </Tooltip>
        <Typography.Text style={{ display: 'block' }}>{movedText}</Typography.Text>
        <Typography.Text type="secondary">{t('counted', { messages: formats.number(messages), people: formats.number(people) })}</Typography.Text>
        <SampleNote sample={report.sample} />
      </Card>
      {qualityDimensions.map((name) => {
        const figure = figures[name];
        return (
          <Card key={name} size="small">
            <Flex justify="space-between" align="baseline" gap={8}>
              <Tooltip title={t(`explains.${name}`)} trigger={['hover', 'focus', 'click']}>
                <button
                  type="button"
                  className="quality-figure"
                  style={{ fontWeight: 600 }}
                  aria-label={`${t(`dimensions.${name}`)} · ${t(`explains.${name}`)}`}
                >
                  {t(`dimensions.${name}`)}
                </button>
              </Tooltip>
              <span style={{ fontSize: 18 }}>
                <FigureText figure={figure} dimension={name} />
              </span>
            </Flex>
            <Progress
              aria-label={t(`dimensions.${name}`)}
              percent={Math.round((figure.share ?? 0) * 100)}
              showInfo={false}
              size="small"
              strokeColor={figure.verdict === 'poor' ? 'var(--danger)' : 'var(--primary)'}
            />
            <Typography.Text type="secondary">{figure.n === 0 ? t('unknown') : t(`asks.${name}`)}</Typography.Text>
          </Card>
        );
      })}
    </div>
  );
}
