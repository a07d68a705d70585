import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { send } from '../../../api/client.ts';
import { useMay } from '../../../api/use-may.ts';
import { saveBlob } from '../../../parts/save-blob.ts';

async function save(id: number): Promise<void> {
  const response = await send('GET', `/api/v1/profiles/${id}/file`);
  saveBlob(await response.blob(), `customer-${id}.json`);
}

/** Everything that is kept of this customer, as one file; masked as on the page. */
export function SaveAll({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const { message } = App.useApp();
  const may = useMay('data.export');
  const [isBusy, setBusy] = useState(false);
  if (!may) return null;
  const begin = (): void => {
    setBusy(true);
    void save(id)
      .catch((error: unknown) => message.error(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Button size="small" icon={<DownloadOutlined />} loading={isBusy} onClick={begin}>
      {t('file')}
    </Button>
  );
}
