import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { send } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';
import { saveBlob } from '../../parts/save-blob.ts';

interface DownloadRowsProps {
  readonly id: string;
  readonly which: 'rejected' | 'skipped';
  readonly count: number;
}

/** The rows of one kind that did not go in, with number and reason, as a file. */
export function DownloadRows({ id, which, count }: DownloadRowsProps) {
  const { t } = useTranslation('import');
  const { message } = App.useApp();
  const language = useLanguage();
  const formats = useFormats();
  const download = useChange(async () => {
    const response = await send('GET', `/api/v1/imports/${id}/${which}.csv`, { query: { lang: language } });
    saveBlob(await response.blob(), `${which}.csv`);
  });
  return (
    <Button
      size="small"
      icon={<DownloadOutlined aria-hidden />}
      loading={download.isPending}
      onClick={() => download.mutate(undefined, { onError: (error) => void message.error(error.status === 404 ? t('noLongerKept') : error.message) })}
    >
      {t('download', { rows: formats.number(count) })}
    </Button>
  );
}
