import type { RuleJson, SegmentView } from '@danqing/contracts';
import { App, Form, Input, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { RuleSentence } from '../../../rule/index.ts';
import { newKey } from '../../new-key.ts';

const path = '/api/v1/segments';

export interface SegmentDialogProps {
  readonly isOpen: boolean;
  readonly rule: RuleJson;
  readonly suggestedName: string;
  readonly onClose: () => void;
}

/** Keeps the filter as a segment that follows the data. */
export function SegmentDialog({ isOpen, rule, suggestedName, onClose }: SegmentDialogProps) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const workspace = useWorkspaceKey();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ readonly name: string }>();
  const save = useChange((name: string) => api.post<SegmentView>(path, { key: newKey('segment', name), name, rule, refresh: 'live' }), [path, '/api/v1/rules']);
  const submit = ({ name }: { readonly name: string }): void =>
    save.mutate(name.trim(), {
      onSuccess: (segment) => {
        void message.success(
          <>
            {t('segmentSaved', { name: segment.name })} <Link to={`/w/${workspace}/segments/${encodeURIComponent(segment.key)}`}>{t('openSegment')}</Link>
          </>,
          8,
        );
        onClose();
      },
      onError: (error) => void message.error(t('failed', { error: error.message })),
    });
  return (
    <Modal
      open={isOpen}
      title={t('segmentTitle')}
      okText={common('save')}
      cancelText={common('cancel')}
      confirmLoading={save.isPending}
      destroyOnHidden
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Typography.Paragraph type="secondary">{t('segmentLead')}</Typography.Paragraph>
      <Typography.Paragraph>
        <RuleSentence rule={rule} />
      </Typography.Paragraph>
      <Form form={form} layout="vertical" requiredMark={false} preserve={false} initialValues={{ name: suggestedName }} onFinish={submit}>
        <Form.Item name="name" label={t('segmentName')} rules={[{ required: true, whitespace: true, message: common('required') }]}>
          <Input maxLength={200} placeholder={t('segmentNameHint')} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
