import type { SourceCreated, WebhookKindList, WebhookKindName, WebhookView } from '@danqing/contracts';
import { App, Flex, Form, Input, Modal, Radio, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

interface Asked {
  readonly name: string;
  readonly kind: 'sdk' | WebhookKindName;
}

/** Asks how data comes and for a name, and makes the source; its page with how to set it up opens next. */
export function NewSource({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['sources', 'common']);
  const language = useLanguage();
  const { message } = App.useApp();
  const [form] = Form.useForm<Asked>();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const kinds = useApi<Static<typeof WebhookKindList>>('/api/v1/webhook-kinds', { enabled: isOpen });
  const create = useChange(
    async ({ name, kind }: Asked): Promise<string> => {
      if (kind === 'sdk') return `${(await api.post<Static<typeof SourceCreated>>('/api/v1/sources', { name })).id}?tab=connect`;
      return `${(await api.post<WebhookView>('/api/v1/webhooks', { name, kind })).source}?tab=webhook`;
    },
    ['/api/v1/sources'],
  );
  const submit = async (): Promise<void> => {
    const asked = await form.validateFields();
    const name = asked.name.trim();
    create.mutate(
      { ...asked, name },
      {
        onSuccess: (path) => {
          void message.success(t('created', { name }));
          void navigate(`/w/${workspace}/data/sources/${path}`);
        },
        onError: (error) => void message.error(error.code === 'DQ_CONFLICT' ? t('nameTaken', { name }) : error.message),
      },
    );
  };
  const ways = [
    { value: 'sdk', name: t('bySdk'), about: t('bySdkAbout') },
    ...(kinds.data?.items ?? []).map(({ kind, name, about }) => ({ value: kind, name: name[language], about: about[language] })),
  ];
  return (
    <Modal
      title={t('new')}
      open={isOpen}
      onCancel={onClose}
      onOk={() => void submit()}
      okText={t('create')}
      cancelText={t('common:cancel')}
      confirmLoading={create.isPending}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'sdk' }} onFinish={() => void submit()}>
        <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true, message: t('common:required') }]}>
          <Input maxLength={100} autoFocus placeholder={t('namePlaceholder')} />
        </Form.Item>
        <Form.Item name="kind" label={t('how')}>
          <Radio.Group>
            <Flex vertical gap={10}>
              {ways.map(({ value, name, about }) => (
                <Radio key={value} value={value}>
                  <Flex vertical>
                    <span>{name}</span>
                    <Typography.Text type="secondary">{about}</Typography.Text>
                  </Flex>
                </Radio>
              ))}
            </Flex>
          </Radio.Group>
        </Form.Item>
      </Form>
    </Modal>
  );
}
