import { qualityDimensions, type QualityDimension, type QualityThreshold, type QualityThresholds, usualThresholds } from '@danqing/contracts';
import { App, Button, Card, Flex, Input, Select, Skeleton, Switch, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useDraft } from '../../../parts/draft.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { LinkButton } from '../../../parts/link-button.tsx';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { SureNumber } from '../../../parts/sure-number.tsx';

interface RowProps {
  readonly row: QualityThreshold;
  readonly sources: readonly string[];
  readonly onChange: (row: QualityThreshold) => void;
  readonly onRemove: () => void;
}

function ThresholdRow({ row, sources, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('data-quality');
  const labelOf = useSourceLabels();
  return (
    <Flex component="li" gap={8} wrap align="center" className="quality-finding">
      <Select<QualityDimension>
        aria-label={t('dimension')}
        style={{ width: 120 }}
        value={row.dimension}
        onChange={(dimension) => onChange({ ...row, dimension, least: row.least === null ? null : usualThresholds[dimension] })}
        options={qualityDimensions.map((name) => ({ value: name, label: t(`dimensions.${name}`) }))}
      />
      <Select
        aria-label={t('source')}
        style={{ width: 160 }}
        value={row.source}
        onChange={(source) => onChange({ ...row, source })}
        options={[{ value: '', label: t('anySource') }, ...sources.map((name) => ({ value: name, label: labelOf(name) }))]}
      />
      <Input
        aria-label={t('field')}
        placeholder={t('anyField')}
        style={{ width: 180 }}
        value={row.field}
        maxLength={500}
        onChange={({ target }) => onChange({ ...row, field: target.value })}
      />
      <Switch
        aria-label={t('watch')}
        checked={row.least !== null}
        onChange={(isOn) => onChange({ ...row, least: isOn ? usualThresholds[row.dimension] : null })}
        checkedChildren={t('watch')}
        unCheckedChildren={t('notWatched')}
      />
      {row.least !== null && (
        <SureNumber
          aria-label={t('least')}
          min={0}
          max={100}
          step={1}
          suffix="%"
          style={{ width: 110 }}
          value={Math.round(row.least * 1000) / 10}
          onValue={(value) => onChange({ ...row, least: value / 100 })}
        />
      )}
      <Button type="text" onClick={onRemove}>
        {t('removeThreshold')}
      </Button>
    </Flex>
  );
}

/** What is wanted of each dimension, and where something else is wanted instead. */
export function ThresholdsTab({ sources }: { readonly sources: readonly string[] }) {
  const { t } = useTranslation('data-quality');
  const { message } = App.useApp();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('data.write');
  const mayAlert = useMay('alerts.manage');
  const stored = useApi<QualityThresholds>('/api/v1/quality/thresholds');
  const labelOf = useSourceLabels();
  const draft = useDraft<readonly QualityThreshold[]>(`quality-thresholds.${workspace}`, stored.data?.items ?? []);
  const save = useChange(
    (items: readonly QualityThreshold[]) =>
      api.put<QualityThresholds>('/api/v1/quality/thresholds', { items: items.map((item) => ({ ...item, field: item.field.trim() })) }),
    ['/api/v1/quality'],
  );
  if (stored.isError) return <ErrorState error={stored.error} onRetry={() => void stored.refetch()} />;
  if (stored.data === undefined) return <Skeleton active />;
  // A draft of somebody who may no longer write is not what holds.
  const rows = mayWrite ? draft.value : stored.data.items;
  const words = ({ dimension, source, field, least }: QualityThreshold): string =>
    [
      t(`dimensions.${dimension}`),
      source === '' ? t('anySource') : labelOf(source),
      field === '' ? t('anyField') : field,
      least === null ? t('notWatched') : `${t('least')} ${formats.percent(least)}`,
    ].join(' · ');
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" gap={8} wrap>
        <Typography.Text type="secondary" style={{ flex: '1 1 300px' }}>
          {t('thresholdsLead')}
        </Typography.Text>
        {mayAlert && <LinkButton to={`/w/${workspace}/settings/alerts`}>{t('toAlerts')}</LinkButton>}
      </Flex>
      <Card size="small" title={t('usualThresholds')}>
        <Flex gap={24} wrap>
          {qualityDimensions.map((name) => (
            <span key={name}>
              {t(`dimensions.${name}`)} <b>{formats.percent(usualThresholds[name])}</b>
            </span>
          ))}
        </Flex>
      </Card>
      <Card size="small">
        {rows.length === 0 && <Typography.Text type="secondary">{t('noThresholds')}</Typography.Text>}
        <ul className="quality-findings">
          {rows.map((row, index) =>
            mayWrite ? (
              <ThresholdRow
                key={index}
                row={row}
                sources={sources}
                onChange={(next) => draft.set(rows.map((each, at) => (at === index ? next : each)))}
                onRemove={() => draft.set(rows.filter((_, at) => at !== index))}
              />
            ) : (
              <li key={index} className="quality-finding">
                {words(row)}
              </li>
            ),
          )}
        </ul>
        {mayWrite && (
          <Flex gap={8} wrap align="center" style={{ marginTop: 12 }}>
            <Button onClick={() => draft.set([...rows, { dimension: 'completeness', source: '', event: '*', field: '', least: usualThresholds.completeness }])}>
              {t('addThreshold')}
            </Button>
            <Button
              type="primary"
              disabled={!draft.isChanged}
              loading={save.isPending}
              onClick={() =>
                save.mutate(rows, {
                  onSuccess: () => {
                    draft.clear();
                    void message.success(t('thresholdsSaved'));
                  },
                  onError: (error) => void message.error(error.message),
                })
              }
            >
              {t('saveThresholds')}
            </Button>
            {draft.isChanged && (
              <>
                <Button onClick={draft.clear}>{t('discardThresholds')}</Button>
                <Typography.Text type="secondary">{t('thresholdsUnsaved')}</Typography.Text>
              </>
            )}
          </Flex>
        )}
      </Card>
    </Flex>
  );
}
