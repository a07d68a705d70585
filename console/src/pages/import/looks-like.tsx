import { FileSearchOutlined } from '@ant-design/icons';
import type { ImportRecognition } from '@danqing/contracts';
import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';

const formats = { csv: 'CSV', tsv: 'TSV', jsonl: 'JSON Lines', json: 'JSON', xlsx: 'Excel', parquet: 'Parquet' } as const;

/** What the file is: which system it comes from, how its rows are read, and in which form it was written. */
export function LooksLike({ found }: { readonly found: ImportRecognition }) {
  const { t } = useTranslation('import');
  const language = useLanguage();
  const { looksLike, format } = found;
  const known = Object.entries(formats).find(([name]) => name === format)?.[1];
  const form = format === 'log' ? t('formatLog') : (known ?? format);
  return (
    <Flex gap={12} align="start" style={{ border: '1px solid var(--line)', borderRadius: 8, padding: '12px 16px' }}>
      <FileSearchOutlined aria-hidden style={{ fontSize: 22, color: 'var(--primary)', marginTop: 2 }} />
      <div style={{ minWidth: 0 }}>
        <Flex wrap gap={8} align="center">
          <Typography.Text strong>{looksLike === null ? t('looksLikeNone') : t('looksLike', { name: looksLike.name[language] })}</Typography.Text>
          <Tag style={{ margin: 0 }}>{form}</Tag>
          {found.tables.length > 0 && <Tag style={{ margin: 0 }}>{t('packed', { count: found.tables.length })}</Tag>}
        </Flex>
        <Typography.Text type="secondary">{looksLike === null ? t('looksLikeNoneHint') : looksLike.hint[language]}</Typography.Text>
      </div>
    </Flex>
  );
}
