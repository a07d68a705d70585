import { CloudUploadOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWorkspaceKey } from '../../api/use-api.ts';
import { fileKinds } from '../import/file-kinds.ts';
import { SendingProgress } from '../import/sending-progress.tsx';
import { useSendFile } from '../import/use-send-file.ts';
import { Door } from './door.tsx';

/** A table is chosen, or dropped, right here; its columns are the next thing that one sees. */
export function FileDoor() {
  const { t } = useTranslation('start');
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const { sending, failure, send } = useSendFile((id) => void navigate(`/w/${workspace}/data/imports/new?upload=${encodeURIComponent(id)}`));
  return (
    <Door
      icon={<CloudUploadOutlined />}
      title={t('file.title')}
      text={t('file.text')}
      onFile={(file) => {
        if (sending === undefined) void send(file);
      }}
    >
      <Flex vertical gap={12} align="start">
        {failure !== undefined && <Alert type="error" showIcon title={failure} />}
        {sending === undefined ? (
          <Upload
            accept={fileKinds}
            multiple={false}
            showUploadList={false}
            hasControlInside
            beforeUpload={(file) => {
              void send(file);
              return false;
            }}
          >
            <Button>{t('file.go')}</Button>
          </Upload>
        ) : (
          <SendingProgress {...sending} />
        )}
      </Flex>
    </Door>
  );
}
