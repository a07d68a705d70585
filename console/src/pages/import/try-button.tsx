import type { ComposedMapping } from '@danqing/contracts';
import { Alert, Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { startDryRun } from './dry-run.ts';
import { useImportWords } from './use-words.ts';

interface TryButtonProps {
  readonly upload: string;
  readonly mapping: ComposedMapping['mapping'];
  readonly onTry: (id: string) => void;
}

/** Starts a dry run of the whole file. */
export function TryButton({ upload, mapping, onTry }: TryButtonProps) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const start = useChange(() => startDryRun(upload, JSON.stringify(mapping)));
  return (
    <Flex vertical gap={8} align="end">
      {start.error !== null && <Alert type="error" showIcon title={words.fault(start.error)} />}
      <Flex wrap gap={12} align="center" justify="end">
        <Typography.Text type="secondary">{t('tryHint')}</Typography.Text>
        <Button
          type="primary"
          disabled={mapping === null}
          loading={start.isPending}
          onClick={() => start.mutate(undefined, { onSuccess: ({ id }) => onTry(id) })}
        >
          {t('tryRun')}
        </Button>
      </Flex>
    </Flex>
  );
}
