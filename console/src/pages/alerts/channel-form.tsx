import { type ChannelCreated, channelKinds, type ChannelKind, type ChannelView } from '@danqing/contracts';
import { App, Button, Drawer, Flex, Form, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';

interface Draft {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly url?: string;
  readonly secret?: string;
  readonly to?: readonly string[];
  readonly language: 'zh' | 'en';
}

const signs: readonly ChannelKind[] = ['feishu', 'dingtalk'];

interface ChannelFormProps {
  readonly channel: ChannelView | undefined;
  readonly isOpen: boolean;
  /** With what was made, whose key is shown once. */
  readonly close: (made?: ChannelCreated) => void;
}

/** A way to be told: new or changed. What is secret is never shown again; left empty, it stays. */
export function ChannelForm({ channel, isOpen, close }: ChannelFormProps) {
  const { t } = useTranslation('alerts');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const language = useLanguage();
  const [form] = Form.useForm<Draft>();
  const kind = Form.useWatch('kind', form) ?? channel?.kind ?? 'wecom';
  /** Whether somebody gave it a name; otherwise it is called what it is. */
  const hasOwnName = (): boolean => {
    const name: unknown = form.getFieldValue('name');
    return typeof name === 'string' && name.trim() !== '' && channelKinds.every((one) => t(`channelKinds.${one}`) !== name);
  };
  const save = useChange(
    ({ kind: of, name, url = '', secret = '', to, language: speaks }: Draft) => {
      const body = {
        name,
        language: speaks,
        ...(url.trim() !== '' && { url: url.trim() }),
        ...(secret.trim() !== '' && { secret: secret.trim() }),
        ...(of === 'email' && to !== undefined && { to }),
      };
      return channel === undefined
        ? api.post<ChannelCreated>('/api/v1/alert-channels', { kind: of, ...body })
        : api.put<ChannelCreated>(`/api/v1/alert-channels/${String(channel.id)}`, body);
    },
    ['/api/v1/alert-channels'],
  );
  const submit = (draft: Draft): void =>
    save.mutate(
      { ...draft, kind },
      {
        onSuccess: (made) => {
          void message.success(common('saved'));
          close(channel === undefined ? made : undefined);
        },
        onError: (error) => void message.error(error.message),
      },
    );
  return (
    <Drawer
      open={isOpen}
      onClose={() => close()}
      mask={{ closable: false }}
      size={520}
      destroyOnHidden
      title={channel === undefined ? t('newChannel') : t('editChannel')}
    >
      <Form<Draft>
        form={form}
        layout="vertical"
        requiredMark={false}
        key={channel?.id ?? 'new'}
        initialValues={
          channel === undefined
            ? { kind: 'wecom', language, name: t('channelKinds.wecom') }
            : { kind: channel.kind, name: channel.name, language: channel.language, to: channel.to }
        }
        onFinish={submit}
      >
        <Form.Item name="kind" label={t('channelFields.kind')} extra={t(`channelHints.${kind}`)}>
          <Select
            disabled={channel !== undefined}
            onChange={(next: ChannelKind) => !hasOwnName() && form.setFieldValue('name', t(`channelKinds.${next}`))}
            options={channelKinds.map((one) => ({ value: one, label: t(`channelKinds.${one}`) }))}
          />
        </Form.Item>
        <Form.Item name="name" label={t('channelFields.name')} rules={[{ required: true, max: 100 }]}>
          <Input />
        </Form.Item>
        {kind === 'email' ? (
          <Form.Item name="to" label={t('channelFields.to')} extra={t('channelFields.toHint')} rules={[{ required: true }]}>
            <Select mode="tags" tokenSeparators={[',', ';', ' ']} open={false} suffixIcon={null} />
          </Form.Item>
        ) : (
          <Form.Item
            name="url"
            label={t(kind === 'webhook' ? 'channelFields.hookUrl' : 'channelFields.url')}
            {...(channel !== undefined && { extra: t('channelFields.urlKeep', { hint: channel.addressHint ?? '' }) })}
            rules={[{ required: channel === undefined }]}
          >
            <Input placeholder="https://" autoComplete="off" />
          </Form.Item>
        )}
        {signs.includes(kind) && (
          <Form.Item name="secret" label={t('channelFields.secret')} {...(channel !== undefined && { extra: t('channelFields.secretKeep') })}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        )}
        <Form.Item name="language" label={t('channelFields.language')}>
          <Segmented options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`languages.${value}`) }))} />
        </Form.Item>
        <Flex gap={8}>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {common('save')}
          </Button>
          <Button onClick={() => close()}>{common('cancel')}</Button>
        </Flex>
      </Form>
    </Drawer>
  );
}
