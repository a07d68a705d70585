import type { QuestionInput, QuestionView } from '@danqing/contracts';
import { App, Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { usedValues } from './parameters.ts';
import type { QueryTab } from './tabs.ts';

type Fields = Required<Pick<QuestionInput, 'name' | 'folder' | 'description' | 'visibility' | 'schedule'>>;

export interface SaveDialogProps {
  readonly tab: QueryTab;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSaved: (question: QuestionView) => void;
}

/** Keeps what a tab asks as a question of its own. */
export function SaveDialog({ tab, isOpen, onClose, onSaved }: SaveDialogProps) {
  const { t } = useTranslation('workbench');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const make = useChange(
    (fields: Fields) => api.post<QuestionView>('/api/v1/questions', { ...fields, sql: tab.sql, chart: tab.chart, parameters: usedValues(tab.sql, tab.values) }),
    ['/api/v1/questions'],
  );
  const submit = (fields: Fields): void =>
    make.mutate(fields, {
      onSuccess: (question) => {
        void message.success(t('saved'));
        form.resetFields();
        onSaved(question);
      },
      onError: (error) => void message.error(error.faults[0]?.message ?? error.message),
    });
  return (
    <Modal
      open={isOpen}
      title={t('saveTitle')}
      okText={t('save')}
      cancelText={common('cancel')}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      forceRender
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{ name: tab.name, folder: '', description: '', visibility: 'workspace', schedule: 'none' }}
      >
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
  );
}
