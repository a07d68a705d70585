import type { FeatureFacts, TagDistributionShape } from '@danqing/contracts';
import { Alert, Descriptions, Flex, Statistic, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { isMap } from '../../../parts/is-map.ts';
import { ModelCard } from './model-card.tsx';

interface FeatureFindingsProps {
  readonly found: TagDistributionShape;
  /** What the run, or the preview, took of everybody. */
  readonly facts: unknown;
}

/** The server says what it is; this only tells it from what other tags keep. */
const isFacts = (facts: unknown): facts is FeatureFacts => isMap(facts) && 'groups' in facts && 'notes' in facts;

/** Of a feature: how much is real and how much was filled in, what with, and what one should know of it. */
export function FeatureFindings({ found, facts }: FeatureFindingsProps) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const { filled, known } = found;
  if (filled === undefined) return null;
  const share = (count: number): string => formats.percent(known === 0 ? 0 : count / known);
  const figures = [
    [t('feature.real'), filled.real],
    [t('feature.imputed'), filled.imputed],
    [t('feature.outliers'), filled.outliers],
  ] as const;
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={24}>
        {figures.map(([title, count]) => (
          <Statistic key={title} title={title} value={formats.number(count)} suffix={<small>{share(count)}</small>} styles={{ content: { fontSize: 18 } }} />
        ))}
      </Flex>
      {isFacts(facts) && <Facts facts={facts} />}
    </Flex>
  );
}

/** So many groups fit beside the rest; the API has them all. */
const mostGroups = 8;

function Facts({ facts }: { readonly facts: FeatureFacts }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const { notes, groups, fences, model, forest } = facts;
  const whole = groups.find(({ place }) => place.length === 0);
  const narrow = groups.filter(({ place }) => place.length > 0);
  const shown = (value: string): string => (value.trim() === '' || Number.isNaN(Number(value)) ? value : formats.number(Number(value)));
  const rows = [
    ...(fences === null
      ? []
      : [
          { key: 'fences', label: t('feature.fences'), children: t('feature.between', { low: formats.number(fences.low), high: formats.number(fences.high) }) },
        ]),
    ...(forest === null
      ? []
      : [
          {
            key: 'forest',
            label: t('feature.forest'),
            children: t('feature.forestText', {
              n: formats.number(forest.rows),
              share: formats.percent(forest.scored === 0 ? 0 : forest.flagged / forest.scored),
            }),
          },
        ]),
    ...narrow.slice(0, mostGroups).map(({ place, known, value }) => ({
      key: place.join(' '),
      label: place.join(' · '),
      children: t('feature.fill', { value: shown(value), n: formats.number(known) }),
    })),
    ...(whole === undefined
      ? []
      : [{ key: 'whole', label: t('feature.whole'), children: t('feature.fill', { value: shown(whole.value), n: formats.number(whole.known) }) }]),
  ];
  return (
    <>
      {notes.map((note) => (
        <Alert key={note} type={note === 'nobody_known' || note === 'model_not_better' ? 'warning' : 'info'} showIcon title={t(`feature.notes.${note}`)} />
      ))}
      {model !== null && <ModelCard model={model} />}
      {rows.length > 0 && <Descriptions column={1} size="small" items={rows} />}
      {narrow.length > mostGroups && (
        <Typography.Text type="secondary">{t('feature.moreGroups', { n: formats.number(narrow.length - mostGroups) })}</Typography.Text>
      )}
    </>
  );
}
