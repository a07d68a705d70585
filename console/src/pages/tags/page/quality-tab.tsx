import type { QualityCard, SegmentView, TagView } from '@danqing/contracts';
import { Card, Flex, Select, Skeleton, Tag, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { Chart, type ChartOption } from '../../../design/chart.tsx';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { useUrlState } from '../../../parts/url-state.ts';

type Grade = QualityCard['verdict']['grade'];
const colours: Readonly<Record<Grade, string>> = { good: 'success', limited: 'warning', poor: 'error' };

/** How far the tag covers, can be trusted and tells customers apart, in words first. */
export function QualityTab({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const [goal, setGoal] = useUrlState('goal');
  const card = useApi<QualityCard>(`/api/v1/tags/${tag.key}/quality`, { query: { goal }, keepPrevious: true });
  if (card.isError) return <ErrorState error={card.error} onRetry={() => void card.refetch()} />;
  if (card.data === undefined) return <Skeleton active paragraph={{ rows: 8 }} />;
  const { verdict, formulas } = card.data;
  return (
    <Flex vertical gap={16}>
      <Card
        title={
          <Flex gap={8} align="center">
            <Tag color={colours[verdict.grade]}>{t(`quality.grades.${verdict.grade}`)}</Tag>
            {t(`quality.verdicts.${verdict.grade}`)}
          </Flex>
        }
      >
        <Flex vertical gap={12}>
          {(['collectable', 'trusted', 'usable'] as const).map((name) => (
            <Judgement key={name} title={t(`quality.${name}`)} judgement={verdict[name]} />
          ))}
        </Flex>
      </Card>
      <Fresh card={card.data} />
      <Drift card={card.data} />
      {card.data.conflicts !== null && card.data.conflicts.compared > 0 && (
        <Card title={t('quality.conflicts')}>
          {t('quality.conflictsText', { compared: card.data.conflicts.compared, disputed: card.data.conflicts.disputed })}
        </Card>
      )}
      <Power card={card.data} goal={goal} onGoal={setGoal} />
      <details>
        <summary>{t('quality.formulas')}</summary>
        <ul>
          {formulas.map((formula) => (
            <li key={formula}>{formula}</li>
          ))}
        </ul>
      </details>
    </Flex>
  );
}

function Judgement({ title, judgement }: { readonly title: string; readonly judgement: QualityCard['verdict']['usable'] }) {
  const { t } = useTranslation('tags');
  const language = useLanguage();
  return (
    <div>
      <Flex gap={8} align="center">
        <Tag color={colours[judgement.grade]}>{t(`quality.grades.${judgement.grade}`)}</Tag>
        <strong>{title}</strong>
      </Flex>
      {judgement.reasons.length === 0 ? (
        <Typography.Text type="secondary">{t('quality.fine')}</Typography.Text>
      ) : (
        <ul style={{ margin: '4px 0 0', paddingLeft: 20 }}>
          {judgement.reasons.map((reason) => (
            <li key={reason.en}>{reason[language]}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Fresh({ card: { coverage, known, freshness } }: { readonly card: QualityCard }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const at = (q: number): string => formats.number(freshness.ages.find((age) => age.q === q)?.days ?? 0, 0);
  return (
    <Card title={`${t('quality.coverage')} · ${t('quality.freshness')}`}>
      <div>{t('of', { n: formats.number(known), share: formats.percent(coverage) })}</div>
      {freshness.ages.length > 0 && <div>{t('quality.ages', { half: at(0.5), old: at(0.95) })}</div>}
      {freshness.confirmedAt !== null && (
        <div>
          {t('quality.confirmed', { when: '' })}
          <TimeText value={freshness.confirmedAt} />
        </div>
      )}
    </Card>
  );
}

function Drift({ card }: { readonly card: QualityCard }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const { drift } = card;
  const option = useMemo(() => driftOption(drift, t('quality.before'), t('quality.now'), (share) => formats.percent(share, 0)), [drift, formats, t]);
  return (
    <Card title={t('quality.drift')} extra={drift === null ? null : t(`quality.driftLevels.${drift.level}`)}>
      {drift === null || option === undefined ? (
        <Typography.Text type="secondary">{t('quality.driftNone')}</Typography.Text>
      ) : (
        <>
          <Typography.Paragraph>{t('quality.driftText', { when: formats.date(drift.reference.at), psi: formats.number(drift.psi, 3) })}</Typography.Paragraph>
          <Chart option={option} label={t('quality.chart')} />
        </>
      )}
    </Card>
  );
}

function driftOption(drift: QualityCard['drift'], before: string, now: string, write: (share: number) => string): ChartOption | undefined {
  if (drift === null || drift.bins.length === 0) return undefined;
  return {
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0 },
    tooltip: { trigger: 'axis', valueFormatter: (value) => (typeof value === 'number' ? write(value) : '–') },
    xAxis: { type: 'category', data: drift.bins.map(({ label }) => label), axisLabel: { hideOverlap: true, width: 90, overflow: 'truncate' } },
    yAxis: { type: 'value', axisLabel: { formatter: write } },
    series: [
      { type: 'bar', name: before, data: drift.bins.map((bin) => bin.before), barMaxWidth: 20 },
      { type: 'bar', name: now, data: drift.bins.map((bin) => bin.now), barMaxWidth: 20 },
    ],
  };
}

interface PowerProps {
  readonly card: QualityCard;
  readonly goal: string;
  readonly onGoal: (goal: string | null) => void;
}

/** Whether the tag tells the customers of a segment from all others. */
function Power({ card: { power }, goal, onGoal }: PowerProps) {
  const { t } = useTranslation('tags');
  const language = useLanguage();
  const formats = useFormats();
  const segments = useApi<{ readonly items: readonly SegmentView[] }>('/api/v1/segments', { query: { limit: 500 } });
  const option = useMemo<ChartOption | undefined>(
    () =>
      power === null
        ? undefined
        : {
            grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
            tooltip: { trigger: 'axis', valueFormatter: (value) => (typeof value === 'number' ? formats.percent(value) : '–') },
            xAxis: { type: 'category', data: power.bins.map(({ label }) => label), axisLabel: { hideOverlap: true, width: 90, overflow: 'truncate' } },
            yAxis: { type: 'value', axisLabel: { formatter: (share: number) => formats.percent(share, 0) } },
            series: [{ type: 'bar', data: power.bins.map(({ positives, count }) => (count === 0 ? 0 : positives / count)), barMaxWidth: 28 }],
          },
    [power, formats],
  );
  return (
    <Card title={t('quality.power')}>
      <Flex vertical gap={12}>
        <Typography.Text type="secondary">{t('quality.goalHint')}</Typography.Text>
        <Select<string>
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          aria-label={t('quality.goal')}
          placeholder={t('quality.goal')}
          {...(goal !== '' && { value: goal })}
          onChange={(next) => onGoal(next ?? null)}
          options={(segments.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          style={{ maxWidth: 360, width: '100%' }}
        />
        {power !== null && (
          <>
            <div>
              {power.goal[language]} ·{' '}
              {t('quality.powerText', { iv: formats.number(power.informationValue, 3), level: t(`quality.powerLevels.${power.level}`) })}
            </div>
            {option !== undefined && <Chart option={option} label={t('quality.positiveShare')} />}
          </>
        )}
      </Flex>
    </Card>
  );
}
