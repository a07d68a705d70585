import type { AlertKind, SegmentView } from '@danqing/contracts';
import { Form, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import type { texts } from '../../i18n/zh/alerts.ts';
import { NumberBox } from '../../parts/number-box.tsx';

type FieldText = keyof typeof texts.fields;

interface NumberField {
  readonly setting: string;
  readonly label: FieldText;
  readonly usual?: number;
  readonly min?: number;
  readonly max?: number;
}

const of = (setting: string, label: FieldText, usual?: number, min = 1, max?: number): NumberField => ({
  setting,
  label,
  min,
  ...(usual !== undefined && { usual }),
  ...(max !== undefined && { max }),
});

/** The numbers of each kind, as `alertSettings` of contracts bounds them. */
const numbers: Readonly<Record<AlertKind, readonly NumberField[]>> = {
  pipeline_lag: [of('above', 'above', 10_000)],
  parked_share: [of('abovePercent', 'abovePercent', 5, 0, 100), of('windowMinutes', 'windowMinutes', 60, 5, 1440), of('minEvents', 'minEvents', 100)],
  parked_reason: [of('quietDays', 'quietDays', 7, 1, 30)],
  source_silent: [of('hours', 'hours', 6, 0.1, 720)],
  event_volume: [of('deviations', 'deviations', 6, 1, 50), of('weeks', 'weeks', 4, 3, 12)],
  import_failed: [],
  connection_failing: [of('failures', 'failures', 3, 1, 100)],
  connection_behind: [of('hours', 'behindHours', 24, 0.1, 720)],
  webhook_refused: [of('above', 'refusals', 20, 0), of('windowMinutes', 'windowMinutes', 60, 10, 1440)],
  segment_size: [of('below', 'sizeBelow', undefined, 0), of('above', 'sizeAbove', undefined, 0)],
  segment_moved: [of('percent', 'percent', 30), of('hours', 'movedHours', 24, 1, 168), of('minMembers', 'minMembers', 100)],
  segment_quiet: [of('days', 'quietFor', 7, 1, 365)],
  live_drift: [],
  disk_low: [of('belowPercent', 'belowPercent', 10, 1, 90)],
  definition_failed: [],
  data_quality: [of('days', 'qualityDays', 7, 1, 90), of('minAffected', 'minAffected', 30)],
};

/** What a new rule of a kind begins with. */
export const usualSettings = (kind: AlertKind): Record<string, number> =>
  Object.fromEntries(numbers[kind].flatMap(({ setting, usual }) => (usual === undefined ? [] : [[setting, usual]])));

interface Named {
  readonly items: readonly { readonly name: string }[];
}
interface Segments {
  readonly items: readonly Pick<SegmentView, 'key' | 'name'>[];
}

/** The fields that a rule of this kind has, in plain words. */
export function SettingFields({ kind }: { readonly kind: AlertKind }) {
  const { t } = useTranslation('alerts');
  const sources = useApi<Named>('/api/v1/sources', { query: { limit: 200 }, enabled: kind === 'source_silent' || kind === 'data_quality' });
  const segments = useApi<Segments>('/api/v1/segments', { query: { limit: 500 }, enabled: kind.startsWith('segment_') });
  const catalogue = useApi<Named>('/api/v1/catalogue/events', { query: { limit: 200 }, enabled: kind === 'event_volume' });
  return (
    <>
      {kind === 'event_volume' && (
        <Form.Item name={['settings', 'events']} label={t('fields.events')} extra={t('fields.eventsHint')} rules={[{ required: true }]}>
          <Select mode="tags" options={(catalogue.data?.items ?? []).map(({ name }) => ({ value: name, label: name }))} />
        </Form.Item>
      )}
      {(kind === 'source_silent' || kind === 'data_quality') && (
        <Form.Item name={['settings', 'sources']} label={t('fields.sources')} extra={t('fields.sourcesHint')}>
          <Select mode="multiple" options={(sources.data?.items ?? []).map(({ name }) => ({ value: name, label: name }))} />
        </Form.Item>
      )}
      {kind.startsWith('segment_') && (
        <Form.Item
          name={['settings', 'segments']}
          label={t('fields.segments')}
          {...(kind === 'segment_quiet' ? { rules: [{ required: true }] } : { extra: t('fields.segmentsHint') })}
        >
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={(segments.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          />
        </Form.Item>
      )}
      {kind === 'segment_moved' && (
        <Form.Item name={['settings', 'direction']} label={t('fields.direction')} initialValue="any">
          <Segmented options={(['any', 'up', 'down'] as const).map((value) => ({ value, label: t(`directions.${value}`) }))} />
        </Form.Item>
      )}
      {numbers[kind].map(({ setting, label, min, max, usual }) => (
        <Form.Item key={setting} name={['settings', setting]} label={t(`fields.${label}`)} rules={usual === undefined ? [] : [{ required: true }]}>
          <NumberBox style={{ width: 180 }} {...(min !== undefined && { min })} {...(max !== undefined && { max })} />
        </Form.Item>
      ))}
    </>
  );
}
