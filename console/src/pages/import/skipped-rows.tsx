import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Counts } from './counts.tsx';
import { DownloadRows } from './download-rows.tsx';
import { useImportWords } from './use-words.ts';

interface SkippedRowsProps {
  readonly id: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** How many rows were left out on purpose, by reason, and all of them as a file. */
export function SkippedRows({ id, counts }: SkippedRowsProps) {
  const { t } = useTranslation('import');
  const words = useImportWords();
  const count = Object.values(counts).reduce((sum, each) => sum + each, 0);
  if (count === 0) return null;
  return (
    <Flex vertical gap={8} align="flex-start">
      <div style={{ width: '100%' }}>
        <Counts title={t('leftOut')} counts={counts} word={words.reason} />
      </div>
      <DownloadRows id={id} which="skipped" count={count} />
    </Flex>
  );
}
