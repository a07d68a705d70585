import type { SegmentView } from '@danqing/contracts';
import { App, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';

type Fields = Pick<SegmentView, 'name' | 'description' | 'owner'>;

/** What a segment is called, what it is for, and who looks after it. */
export function AboutDialog({ segment, close }: { readonly segment: SegmentView; readonly close: () => void }) {
  const { t } = useTranslation('segments');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const path = `/api/v1/segments/${encodeURIComponent(segment.key)}`;
  const save = useChange(
    (fields: Fields) => api.put<SegmentView>(path, fields, { headers: { 'if-match': `"${segment.version}"` } }),
    ['/api/v1/segment', '/api/v1/rules/vocabulary'],
  );
  const submit = (fields: Fields): void =>
    save.mutate(fields, {
      onSuccess: () => {
        void message.success(common('saved'));
        close();
      },
      onError: (error) => void message.error(error.message),
    });
  return (
    <Modal
      open
      title={t('about')}
      onCancel={close}
      onOk={() => form.submit()}
      okText={common('save')}
      cancelText={common('cancel')}
      confirmLoading={save.isPending}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: segment.name, description: segment.description, owner: segment.owner }}
        onFinish={submit}
      >
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, max: 200 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="description" label={t('description')} rules={[{ max: 2000 }]}>
          <Input.TextArea rows={3} placeholder={t('descriptionHint')} />
        </Form.Item>
        <Form.Item name="owner" label={t('aboutOwner')} rules={[{ max: 200 }]}>
          <Input />
        </Form.Item>
      </Form>
    </Modal>
  );
}
