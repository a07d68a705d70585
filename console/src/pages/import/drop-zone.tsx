import { CloudUploadOutlined } from '@ant-design/icons';
import { Alert, Flex, Progress, Typography, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/error.ts';
import { useFormats } from '../../parts/format.ts';
import { sendFile } from './send-file.ts';
import { useImportWords } from './use-words.ts';

interface Sending {
  readonly name: string;
  readonly share: number;
}

/** Takes a file, sends it, and goes on when it is recognised. */
export function DropZone({ onUpload }: { readonly onUpload: (id: string) => void }) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const words = useImportWords();
  const [sending, setSending] = useState<Sending>();
  const [failure, setFailure] = useState<string>();
  const aborter = useRef<AbortController>(undefined);
  useEffect(() => () => aborter.current?.abort(), []);

  const send = async (file: File): Promise<void> => {
    const abort = new AbortController();
    aborter.current = abort;
    setFailure(undefined);
    setSending({ name: file.name, share: 0 });
    try {
      onUpload(await sendFile(file, (share) => setSending({ name: file.name, share }), abort.signal));
    } catch (error) {
      setFailure(error instanceof ApiError ? words.fault(error) : String(error));
      setSending(undefined);
    }
  };

  if (sending !== undefined) {
    return (
      <Flex vertical gap={12} align="center" style={{ padding: '40px 0' }} aria-live="polite">
        <Typography.Text strong>{sending.share < 1 ? t('uploading', { name: sending.name }) : t('recognising')}</Typography.Text>
        <Progress percent={Math.round(sending.share * 100)} status="active" style={{ maxWidth: 480 }} aria-label={formats.percent(sending.share)} />
      </Flex>
    );
  }
  return (
    <Flex vertical gap={16}>
      {failure !== undefined && <Alert type="error" showIcon title={failure} />}
      <Upload.Dragger
        accept=".xlsx,.csv,.tsv,.txt,.jsonl,.ndjson,.gz,.xls"
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
