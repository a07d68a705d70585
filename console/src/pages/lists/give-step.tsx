import { CloudUploadOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Tabs, Typography, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../parts/url-state.ts';
import { valuesIn } from './values.ts';

interface GiveStepProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly onFile: (file: File) => void;
  readonly onPasted: () => void;
  readonly isLooking: boolean;
}

/** A file that is dropped or chosen, or values that are pasted. */
export function GiveStep({ text, setText, onFile, onPasted, isLooking }: GiveStepProps) {
  const { t } = useTranslation('lists');
  const [way, setWay] = useUrlState('by', 'file');
  const count = valuesIn(text).length;
  return (
    <Tabs
      activeKey={way}
      onChange={setWay}
      items={[
        {
          key: 'file',
          label: t('upload.file'),
          children: (
            <Upload.Dragger
              accept=".xlsx,.csv,.tsv,.txt,.jsonl,.ndjson,.gz"
              multiple={false}
              showUploadList={false}
              disabled={isLooking}
              beforeUpload={(file) => {
                onFile(file);
                return false;
              }}
            >
              <Flex vertical gap={8} align="center" style={{ padding: '32px 16px' }}>
                <CloudUploadOutlined style={{ fontSize: 40, color: 'var(--primary)' }} />
                <Typography.Text strong style={{ fontSize: 16 }}>
                  {isLooking ? t('upload.looking') : t('upload.drop')}
                </Typography.Text>
                <Typography.Text type="secondary" style={{ maxWidth: 520 }}>
                  {t('upload.dropHint')}
                </Typography.Text>
              </Flex>
            </Upload.Dragger>
          ),
        },
        {
          key: 'paste',
          label: t('upload.paste'),
          children: (
            <Flex vertical gap={8}>
              <label htmlFor="pasted-values">{t('upload.pasteLabel')}</label>
              <Input.TextArea id="pasted-values" rows={8} value={text} placeholder={t('upload.pasteHint')} onChange={(event) => setText(event.target.value)} />
              <Flex gap={12} align="center">
                <Button type="primary" disabled={count === 0} loading={isLooking} onClick={onPasted}>
                  {t('upload.look')}
                </Button>
                {count > 0 && <Typography.Text type="secondary">{t('upload.pasteCount', { n: count })}</Typography.Text>}
              </Flex>
            </Flex>
          ),
        },
      ]}
    />
  );
}
