import { Alert, Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useMapping } from './use-mapping.ts';
import { useImportWords } from './use-words.ts';

/** Imports the file as it was tried, and goes to where its progress stands. */
export function StartButton({ upload, canStart }: { readonly upload: string; readonly canStart: boolean }) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const { composed, sent, clear } = useMapping(upload);
  const mapping = composed.data?.mapping ?? null;
  const start = useChange(async () => {
    const form = new FormData();
    form.append('upload', upload);
    form.append('map', JSON.stringify(mapping));
    form.append('choices', JSON.stringify(sent));
    return await api.post<{ readonly id: string }>('/api/v1/imports', form);
  }, ['/api/v1/imports']);
  return (
    <Flex vertical gap={8} align="end">
      {start.error !== null && <Alert type="error" showIcon title={words.fault(start.error)} />}
      <Button
        type="primary"
        disabled={!canStart || mapping === null}
        loading={start.isPending}
        onClick={() =>
          start.mutate(undefined, {
            onSuccess: ({ id }) => {
              clear();
              void navigate(`/w/${workspace}/data/imports/${id}`);
            },
          })
        }
      >
        {t('start')}
      </Button>
    </Flex>
  );
}
