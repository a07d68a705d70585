import { type AlertKind, alertKinds, alertPatience, type AlertRuleView, alertSeverities, type ChannelView } from '@danqing/contracts';
import { App, Button, Drawer, Flex, Form, Input, Segmented, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { SettingFields, usualSettings } from './setting-fields.tsx';
import { NumberBox } from '../../parts/number-box.tsx';

interface Draft {
  readonly kind: AlertKind;
  readonly name: string;
  readonly severity: AlertRuleView['severity'];
  readonly channels: readonly number[];
  readonly forMinutes: number;
  readonly repeatMinutes: number;
  readonly settings: Readonly<Record<string, unknown>>;
}

const usualRepeatMinutes = 240;

/** What was left empty is not said. */
const said = (settings: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)));

interface RuleFormProps {
  /** undefined: a new one. */
  readonly rule: AlertRuleView | undefined;
  readonly isOpen: boolean;
  readonly close: () => void;
}

/** A rule in plain words, new or changed. */
export function RuleForm({ rule, isOpen, close }: RuleFormProps) {
  const { t } = useTranslation('alerts');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Draft>();
  const channels = useApi<{ readonly items: readonly ChannelView[] }>('/api/v1/alert-channels', { enabled: isOpen });
  const save = useChange(
    ({ kind, ...draft }: Draft) => {
      const body = { ...draft, settings: said(draft.settings) };
      return rule === undefined ? api.post('/api/v1/alerts', { kind, ...body }) : api.put(`/api/v1/alerts/${String(rule.id)}`, body);
    },
    ['/api/v1/alerts'],
  );
  const first: Draft = rule ?? {
    kind: 'pipeline_lag',
    name: t('kinds.pipeline_lag'),
    severity: 'warning',
    channels: [],
    forMinutes: alertPatience.pipeline_lag,
    repeatMinutes: usualRepeatMinutes,
    settings: usualSettings('pipeline_lag'),
  };
  const kind = Form.useWatch('kind', form) ?? first.kind;
  /** Whether somebody gave it a name; otherwise it is called what it is. */
  const hasOwnName = (): boolean => {
    const name: unknown = form.getFieldValue('name');
    return typeof name === 'string' && name.trim() !== '' && alertKinds.every((one) => t(`kinds.${one}`) !== name);
  };
  const choose = (next: AlertKind): void =>
    form.setFieldsValue({
      kind: next,
      ...(hasOwnName() ? {} : { name: t(`kinds.${next}`) }),
      forMinutes: alertPatience[next],
      settings: usualSettings(next),
    });
  const submit = (draft: Draft): void =>
    save.mutate(
      { ...draft, kind: draft.kind ?? first.kind },
      {
        onSuccess: () => {
          void message.success(common('saved'));
          close();
        },
        onError: (error) => void message.error(error.message),
      },
    );
  return (
    <Drawer open={isOpen} onClose={close} mask={{ closable: false }} size={520} destroyOnHidden title={rule === undefined ? t('newRule') : t('editRule')}>
      <Form<Draft> form={form} layout="vertical" initialValues={first} onFinish={submit} key={rule?.id ?? 'new'} requiredMark={false}>
        <Form.Item name="kind" label={t('fields.kind')} extra={t(`kindHints.${kind}`)}>
          <Select disabled={rule !== undefined} onChange={choose} options={alertKinds.map((one) => ({ value: one, label: t(`kinds.${one}`) }))} />
        </Form.Item>
        <Form.Item name="name" label={t('fields.name')} rules={[{ required: true, max: 100 }]}>
          <Input />
        </Form.Item>
        <SettingFields kind={kind} />
        <Form.Item name="severity" label={t('fields.severity')}>
          <Segmented options={alertSeverities.map((value) => ({ value, label: t(`severities.${value}`) }))} />
        </Form.Item>
        <Form.Item name="channels" label={t('fields.channels')} extra={t('fields.channelsHint')}>
          <Select mode="multiple" options={(channels.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="forMinutes" label={t('fields.forMinutes')} rules={[{ required: true }]}>
          <NumberBox min={0} max={1440} style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="repeatMinutes" label={t('fields.repeatMinutes')} rules={[{ required: true }]}>
          <NumberBox min={5} max={10_080} style={{ width: 180 }} />
        </Form.Item>
        <Flex gap={8}>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {common('save')}
          </Button>
          <Button onClick={close}>{common('cancel')}</Button>
        </Flex>
        {rule?.problem !== null && rule !== undefined && <Typography.Text type="danger">{t('problem', { why: rule.problem })}</Typography.Text>}
      </Form>
    </Drawer>
  );
}
