import type { ExportInput, ExportView, ProfileSort } from '@danqing/contracts';
import { Alert, App, Checkbox, Flex, Form, Input, Modal, Radio, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useFormats } from '../../../parts/format.ts';
import type { Whom } from './list-dialog.tsx';

interface Fields {
  readonly format: 'csv' | 'jsonl';
  readonly isUnmasked?: boolean;
  readonly reason: string;
}

export interface ExportDialogProps {
  readonly isOpen: boolean;
  readonly whom: Whom;
  readonly count: number;
  /** What the file is about: the name of the view. */
  readonly title: string;
  readonly columns: readonly { readonly column: string; readonly name: string }[];
  readonly sort: ProfileSort;
  readonly onClose: () => void;
}

/** Exports what the list shows, under the headings that it has. */
export function ExportDialog({ isOpen, whom, count, title, columns, sort, onClose }: ExportDialogProps) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const { message } = App.useApp();
  const mayReveal = useMay('personal.reveal');
  const [form] = Form.useForm<Fields>();
  const isUnmasked = Form.useWatch('isUnmasked', form);
  const make = useChange((input: ExportInput) => api.post<ExportView>('/api/v1/exports', input), ['/api/v1/exports', '/api/v1/tasks']);
  const submit = ({ format, reason, isUnmasked: whole }: Fields): void =>
    make.mutate(
      {
        what: 'profiles',
        format,
        reason,
        masked: whole !== true,
        title: title.slice(0, 100),
        columns: columns.map(({ column }) => column),
        headings: columns.map(({ name }) => name.slice(0, 200)),
        ...('ids' in whom ? { ids: [...whom.ids] } : { rule: whom.rule ?? { all: [] }, sort }),
      },
      {
        onSuccess: () => {
          void message.success(
            <>
              {t('exportStarted')} <Link to={`/w/${workspace}/data/exports`}>{t('openExports')}</Link>
            </>,
            8,
          );
          onClose();
        },
        onError: (error) => void message.error(t('failed', { error: error.message })),
      },
    );
  return (
    <Modal
      open={isOpen}
      title={t('exportTitle')}
      okText={t('exportStart')}
      cancelText={common('cancel')}
      confirmLoading={make.isPending}
      destroyOnHidden
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Typography.Paragraph type="secondary">{t('exportLead', { n: formats.number(count) })}</Typography.Paragraph>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} preserve={false} initialValues={{ format: 'csv' }} onFinish={submit}>
        <Form.Item label={t('exportColumns')}>
          <Flex wrap gap={4}>
            {columns.map(({ column, name }) => (
              <Tag key={column} style={{ margin: 0 }}>
                {name}
              </Tag>
            ))}
          </Flex>
        </Form.Item>
        <Form.Item name="format" label={t('format')}>
          <Radio.Group
            options={[
              { value: 'csv', label: 'CSV' },
              { value: 'jsonl', label: 'JSON Lines' },
            ]}
          />
        </Form.Item>
        {mayReveal && (
          <Form.Item name="isUnmasked" valuePropName="checked">
            <Checkbox>{t('unmask')}</Checkbox>
          </Form.Item>
        )}
        {isUnmasked === true && <Alert type="warning" showIcon title={t('unmaskHint')} style={{ marginBottom: 16 }} />}
        <Form.Item name="reason" label={t('exportPurpose')} rules={[{ required: true, min: 5, whitespace: true, message: t('exportPurposeHint') }]}>
          <Input.TextArea rows={2} maxLength={500} placeholder={t('exportPurposeHint')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
