import type { SqlRunView } from '@danqing/contracts';
import { App, Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { send } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { saveBlob } from '../../parts/save-blob.ts';

const formats = ['xlsx', 'csv'] as const;

interface Wish {
  readonly format: (typeof formats)[number];
  readonly reason: string;
}

async function fetchFile(run: SqlRunView, name: string, { format, reason }: Wish): Promise<void> {
  const response = await send('GET', `/api/v1/sql/runs/${run.id}/download`, { query: { format, reason, name } });
  saveBlob(await response.blob(), `${name.replaceAll(/[\\/:*?"<>|]/g, '_')}.${format}`);
}

/** An answer as a file, for a reason that goes into the audit log. */
export function DownloadDialog({
  run,
  name,
  isOpen,
  onClose,
}: {
  readonly run: SqlRunView;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('workbench');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Wish>();
  const fetched = useChange((wish: Wish) => fetchFile(run, name, wish));
  const submit = (wish: Wish): void =>
    fetched.mutate(wish, {
      onSuccess: () => {
        form.resetFields();
        onClose();
      },
      onError: (error) => void message.error(error.message),
    });
  return (
    <Modal
      open={isOpen}
      title={t('downloadTitle')}
      okText={t('download')}
      cancelText={common('cancel')}
      confirmLoading={fetched.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      forceRender
    >
      <Form form={form} layout="vertical" initialValues={{ format: 'xlsx' }} onFinish={submit}>
        <Form.Item name="format" label={t('fileFormat')} extra={t('fileFormatHint')}>
          <Radio.Group options={formats.map((value) => ({ value, label: t(`fileFormats.${value}`) }))} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} extra={t('reasonHint')} rules={[{ required: true, min: 5, whitespace: true, message: t('reasonHint') }]}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
