import type { ExportView, SegmentView } from '@danqing/contracts';
import { App, Checkbox, Form, Input, Modal, Radio, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';

interface Fields {
  readonly format: 'csv' | 'jsonl';
  readonly columns?: string;
  readonly isUnmasked?: boolean;
  readonly reason: string;
}

const namesIn = (text: string): readonly string[] =>
  text
    .split(/[,，、\s]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** A file of the members, made in the background; the role says how many rows it may have. */
export function ExportDialog({ segment, close }: { readonly segment: Pick<SegmentView, 'key' | 'name'>; readonly close: () => void }) {
  const { t } = useTranslation('segments');
  const { t: common } = useTranslation();
  const workspace = useWorkspaceKey();
  const { message } = App.useApp();
  const mayReveal = useMay('personal.reveal');
  const [form] = Form.useForm<Fields>();
  const make = useChange(
    ({ format, columns = '', isUnmasked, reason }: Fields) =>
      api.post<ExportView>('/api/v1/exports', {
        what: 'profiles',
        segment: segment.key,
        format,
        reason,
        masked: isUnmasked !== true,
        ...(format === 'csv' && namesIn(columns).length > 0 && { columns: namesIn(columns) }),
      }),
    ['/api/v1/exports', '/api/v1/tasks'],
  );
  const submit = (fields: Fields): void =>
    make.mutate(fields, {
      onSuccess: () => {
        void message.success(
          <>
            {t('exporting.done')} · <Link to={`/w/${workspace}/data/exports`}>{t('exporting.toFiles')}</Link>
          </>,
        );
        close();
      },
      onError: (error) => void message.error(error.message),
    });
  const format = Form.useWatch('format', form) ?? 'csv';
  return (
    <Modal
      open
      title={t('exporting.title', { name: segment.name })}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t('exporting.ok')}
      cancelText={common('cancel')}
      confirmLoading={make.isPending}
    >
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ format: 'csv' }} onFinish={submit}>
        <Form.Item name="format" label={t('exporting.format')}>
          <Radio.Group
            options={[
              { value: 'csv', label: 'CSV' },
              { value: 'jsonl', label: 'JSON Lines' },
            ]}
          />
        </Form.Item>
        {format === 'csv' && (
          <Form.Item name="columns" label={t('exporting.columns')} extra={t('exporting.columnsHint')}>
            <Input />
          </Form.Item>
        )}
        {mayReveal && (
          <Form.Item name="isUnmasked" valuePropName="checked" extra={t('exporting.unmaskHint')}>
            <Checkbox>{t('exporting.unmask')}</Checkbox>
          </Form.Item>
        )}
        <Form.Item name="reason" label={t('exporting.reason')} rules={[{ required: true, min: 5, whitespace: true, message: t('exporting.reasonHint') }]}>
          <Input.TextArea rows={2} maxLength={500} placeholder={t('exporting.reasonHint')} />
        </Form.Item>
        <Typography.Text type="secondary">{t('exporting.limit')}</Typography.Text>
      </Form>
    </Modal>
  );
}
