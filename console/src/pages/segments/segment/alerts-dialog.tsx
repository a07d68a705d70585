import type { SegmentAlertKind, SegmentAlertList, SegmentView } from '@danqing/contracts';
import { App, Button, Drawer, Flex, Form, Segmented, Select, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { NumberBox } from '../../../parts/number-box.tsx';

const forms = ['size', 'moved', 'quiet'] as const;
type AlertForm = (typeof forms)[number];
const kinds: Readonly<Record<AlertForm, SegmentAlertKind>> = { size: 'segment_size', moved: 'segment_moved', quiet: 'segment_quiet' };

interface Fields {
  readonly form: AlertForm;
  readonly below?: number | null;
  readonly above?: number | null;
  readonly percent?: number;
  readonly hours?: number;
  readonly direction?: 'any' | 'up' | 'down';
  readonly days?: number;
  readonly channels?: readonly number[];
}

const first: Fields = { form: 'moved', percent: 30, hours: 24, direction: 'any', days: 7, channels: [] };

/** What is watched of a segment, and one more thing to watch: three questions in plain words. */
export function AlertsDialog({ segment, close }: { readonly segment: SegmentView; readonly close: () => void }) {
  const { t } = useTranslation('segments');
  const formats = useFormats();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const path = `/api/v1/segments/${encodeURIComponent(segment.key)}/alerts`;
  const alerts = useApi<SegmentAlertList>(path);
  const chosen = Form.useWatch('form', form) ?? first.form;
  const settingsOf = ({ form: of, below, above, percent, hours, direction, days }: Fields): object => {
    if (of === 'size') return { ...(typeof below === 'number' && { below }), ...(typeof above === 'number' && { above }) };
    return of === 'moved' ? { percent, hours, direction } : { days };
  };
  const nameOf = (fields: Fields): string => {
    const { name } = segment;
    const number = (value: number | null | undefined): string => formats.number(value ?? 0);
    if (fields.form === 'quiet') return t('alerting.names.quiet', { name, days: number(fields.days) });
    if (fields.form === 'moved')
      return t(`alerting.names.${fields.direction ?? 'any'}`, { name, hours: number(fields.hours), percent: number(fields.percent) });
    const bounds = { name, below: number(fields.below), above: number(fields.above) };
    if (typeof fields.below === 'number') return t(typeof fields.above === 'number' ? 'alerting.names.between' : 'alerting.names.below', bounds);
    return t('alerting.names.above', bounds);
  };
  const add = useChange(
    (fields: Fields) =>
      api.post(path, { kind: kinds[fields.form], name: nameOf(fields).slice(0, 100), settings: settingsOf(fields), channels: fields.channels ?? [] }),
    [path, '/api/v1/alerts'],
  );
  const remove = useChange((id: number) => api.delete(`${path}/${id}`), [path, '/api/v1/alerts']);
  const failed = (error: Error): void => void message.error(error.message);
  const isBounded = ({ getFieldValue }: { getFieldValue: (name: 'below' | 'above') => unknown }): boolean =>
    typeof getFieldValue('below') === 'number' || typeof getFieldValue('above') === 'number';
  return (
    <Drawer open onClose={close} size={480} title={t('alerting.title', { name: segment.name })}>
      <Typography.Paragraph type="secondary">{t('alerting.lead')}</Typography.Paragraph>
      <Typography.Title level={5}>{t('alerting.existing')}</Typography.Title>
      {alerts.isError ? (
        <ErrorState error={alerts.error} onRetry={() => void alerts.refetch()} />
      ) : alerts.data === undefined ? (
        <Skeleton active paragraph={{ rows: 2 }} title={false} />
      ) : (
        <ul style={{ margin: '0 0 24px', padding: 0 }}>
          {alerts.data.items.length === 0 && <li style={{ listStyle: 'none' }}>{t('alerting.none')}</li>}
          {alerts.data.items.map(({ id, name, state, isShared }) => (
            <li key={id} style={{ listStyle: 'none', padding: '8px 0', borderBottom: '1px solid var(--line)' }}>
              <Flex justify="space-between" gap={8} align="center">
                <span style={{ overflowWrap: 'anywhere' }}>
                  {name} <Tag color={state === 'firing' ? 'error' : 'default'}>{t(`alerting.states.${state}`)}</Tag>
                </span>
                {isShared ? (
                  <Typography.Text type="secondary">{t('alerting.shared')}</Typography.Text>
                ) : (
                  <Button
                    size="small"
                    type="text"
                    loading={remove.isPending && remove.variables === id}
                    onClick={() => remove.mutate(id, { onSuccess: () => void message.success(t('alerting.removed')), onError: failed })}
                  >
                    {t('alerting.remove')}
                  </Button>
                )}
              </Flex>
            </li>
          ))}
        </ul>
      )}
      <Typography.Title level={5}>{t('alerting.add')}</Typography.Title>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={first}
        onFinish={(fields) => add.mutate(fields, { onSuccess: () => void message.success(t('alerting.saved')), onError: failed })}
      >
        <Form.Item name="form">
          <Segmented block options={forms.map((value) => ({ value, label: t(`alerting.kinds.${value}`) }))} />
        </Form.Item>
        {chosen === 'size' && (
          <Flex gap={16}>
            <Form.Item name="below" label={t('alerting.below')}>
              <NumberBox min={0} precision={0} style={{ width: 160 }} />
            </Form.Item>
            <Form.Item
              name="above"
              label={t('alerting.above')}
              rules={[(own) => ({ validator: () => (isBounded(own) ? Promise.resolve() : Promise.reject(new Error(t('alerting.needBound')))) })]}
            >
              <NumberBox min={0} precision={0} style={{ width: 160 }} />
            </Form.Item>
          </Flex>
        )}
        {chosen === 'moved' && (
          <>
            <Form.Item name="direction" label={t('alerting.direction')}>
              <Segmented options={(['any', 'up', 'down'] as const).map((value) => ({ value, label: t(`alerting.directions.${value}`) }))} />
            </Form.Item>
            <Flex gap={16}>
              <Form.Item name="percent" label={t('alerting.percent')} rules={[{ required: true }]}>
                <NumberBox min={1} max={10_000} style={{ width: 160 }} />
              </Form.Item>
              <Form.Item name="hours" label={t('alerting.hours')} rules={[{ required: true }]}>
                <NumberBox min={1} max={168} precision={0} style={{ width: 160 }} />
              </Form.Item>
            </Flex>
          </>
        )}
        {chosen === 'quiet' && (
          <Form.Item name="days" label={t('alerting.days')} rules={[{ required: true }]}>
            <NumberBox min={1} max={365} precision={0} style={{ width: 160 }} />
          </Form.Item>
        )}
        {(alerts.data?.channels.length ?? 0) > 0 && (
          <Form.Item name="channels" label={t('alerting.channels')} extra={t('alerting.channelsHint')}>
            <Select mode="multiple" options={(alerts.data?.channels ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t('alerting.save')}
        </Button>
      </Form>
    </Drawer>
  );
}
