import type { EnrichmentView } from '@danqing/contracts';
import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Card, Flex, Popconfirm, Typography, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useFormats } from '../../../parts/format.ts';

const path = '/api/v1/enrichment/place-file';

/** The file that tells places by network addresses: which one is in use, another one, none. */
export function PlaceFile({ view: { placeFile } }: { readonly view: EnrichmentView }) {
  const { t } = useTranslation(['enrichment', 'common']);
  const { message } = App.useApp();
  const formats = useFormats();
  const mayWrite = useMay('data.write');
  const put = useChange(
    (file: File) => {
      const form = new FormData();
      form.append('file', file);
      return api.post<EnrichmentView>(path, form);
    },
    ['/api/v1/enrichment'],
  );
  const remove = useChange(() => api.delete<EnrichmentView>(path), ['/api/v1/enrichment']);
  const tell = (error: { readonly message: string }): void => void message.error(error.message);
  return (
    <Card size="small" title={t('places')}>
      <Flex vertical gap={12} align="flex-start">
        <Typography.Text type="secondary">{t('placesHint')}</Typography.Text>
        <Typography.Text>
          {placeFile === null
            ? t('noPlaces')
            : t('placesNow', {
                type: placeFile.type,
                bytes: `${formats.number(Math.max(1, Math.round(placeFile.bytes / 1024 / 1024)))} MB`,
                date: placeFile.builtAt === null ? '–' : formats.time(placeFile.builtAt),
              })}
        </Typography.Text>
        {mayWrite && (
          <Flex gap={8} wrap>
            <Upload
              accept=".mmdb"
              showUploadList={false}
              beforeUpload={(file) => {
                put.mutate(file, { onSuccess: () => void message.success(t('uploaded')), onError: tell });
                return false;
              }}
            >
              <Button icon={<UploadOutlined />} loading={put.isPending}>
                {t('upload')}
              </Button>
            </Upload>
            {placeFile !== null && (
              <Popconfirm
                title={t('removeAsk')}
                okText={t('removeFile')}
                cancelText={t('common:cancel')}
                onConfirm={() => remove.mutate(undefined, { onError: tell })}
              >
                <Button loading={remove.isPending}>{t('removeFile')}</Button>
              </Popconfirm>
            )}
          </Flex>
        )}
      </Flex>
    </Card>
  );
}
