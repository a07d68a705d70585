import type { SourceCreated } from '@danqing/contracts';
import { App, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';

/** Asks for a name and makes the source; its page with the snippets opens next. */
export function NewSource({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['sources', 'common']);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ name: string }>();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const create = useChange((name: string) => api.post<Static<typeof SourceCreated>>('/api/v1/sources', { name }), ['/api/v1/sources']);
  const submit = async (): Promise<void> => {
    const { name } = await form.validateFields();
    create.mutate(name.trim(), {
      onSuccess: ({ id }) => {
        void message.success(t('created', { name: name.trim() }));
        void navigate(`/w/${workspace}/data/sources/${id}?tab=connect`);
      },
      onError: (error) => void message.error(error.code === 'DQ_CONFLICT' ? t('nameTaken', { name: name.trim() }) : error.message),
    });
  };
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
      <Form form={form} layout="vertical" requiredMark={false} onFinish={() => void submit()}>
        <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true, message: t('common:required') }]}>
          <Input maxLength={100} autoFocus placeholder={t('namePlaceholder')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
