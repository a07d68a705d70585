import type { QuestionInput, QuestionView } from '@danqing/contracts';
import { App, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';

type Fields = Required<Pick<QuestionInput, 'name' | 'folder' | 'description' | 'visibility' | 'schedule'>>;

/** What a question is called, who sees it, whether it is asked every night. */
export function Settings({ question }: { readonly question: QuestionView }) {
  const { t } = useTranslation('workbench');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const [form] = Form.useForm<Fields>();
  const change = useChange(
    (fields: Fields) => api.put<QuestionView>(`/api/v1/questions/${question.id}`, fields, { headers: { 'if-match': `"${question.version}"` } }),
    ['/api/v1/questions'],
  );
  const submit = (fields: Fields): void =>
    change.mutate(fields, {
      onSuccess: () => {
        void message.success(t('saved'));
        setOpen(false);
      },
      onError: (error) => void message.error(error.message),
    });
  const { name, folder, description, visibility, schedule } = question;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{common('edit')}</Button>
      <Modal
        open={isOpen}
        title={t('changeTitle')}
        okText={t('save')}
        cancelText={common('cancel')}
        confirmLoading={change.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        forceRender
      >
        <Form<Fields> form={form} layout="vertical" onFinish={submit} initialValues={{ name, folder, description, visibility, schedule }}>
          <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('name') }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="folder" label={t('folder')} extra={t('folderHint')}>
            <Input maxLength={300} />
          </Form.Item>
          <Form.Item name="description" label={t('description')}>
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
          <Form.Item name="visibility" label={t('visibility')}>
            <Radio.Group options={(['workspace', 'mine'] as const).map((value) => ({ value, label: t(`visibilities.${value}`) }))} />
          </Form.Item>
          <Form.Item name="schedule" label={t('schedule')}>
            <Radio.Group options={(['none', 'daily'] as const).map((value) => ({ value, label: t(`schedules.${value}`) }))} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
