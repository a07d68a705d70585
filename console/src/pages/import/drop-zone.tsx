import { CloudUploadOutlined } from '@ant-design/icons';
import { Alert, Flex, Typography, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { fileKinds } from './file-kinds.ts';
import { SendingProgress } from './sending-progress.tsx';
import { useSendFile } from './use-send-file.ts';

/** Takes a file, sends it, and goes on when it is recognised. */
export function DropZone({ onUpload }: { readonly onUpload: (id: string) => void }) {
  const { t } = useTranslation('import');
  const { sending, failure, send } = useSendFile(onUpload);
  if (sending !== undefined) {
    return (
      <div style={{ padding: '40px 0' }}>
        <SendingProgress {...sending} />
      </div>
    );
  }
  return (
    <Flex vertical gap={16}>
      {failure !== undefined && <Alert type="error" showIcon title={failure} />}
      <Upload.Dragger
        accept={fileKinds}
        multiple={false}
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <Flex vertical gap={8} align="center" style={{ padding: '32px 16px' }}>
          <CloudUploadOutlined style={{ fontSize: 40, color: 'var(--primary)' }} />
          <Typography.Text strong style={{ fontSize: 16 }}>
            {t('dropTitle')}
          </Typography.Text>
          <Typography.Text type="secondary" style={{ maxWidth: 520 }}>
            {t('dropHint')}
          </Typography.Text>
        </Flex>
      </Upload.Dragger>
      <Typography.Text type="secondary" style={{ textAlign: 'center' }}>
        {t('emptyHint')}
      </Typography.Text>
    </Flex>
  );
}
