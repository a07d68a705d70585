import type { ImportDryRun } from '@danqing/contracts';
import { Flex, Statistic, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';
import { Counts } from './counts.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { SkippedRows } from './skipped-rows.tsx';
import { useImportWords } from './use-words.ts';

/** What a dry run found, in figures and in sentences. */
export function CheckReport({ id, found }: { readonly id: string; readonly found: ImportDryRun }) {
  const { t } = useTranslation('import');
  const language = useLanguage();
  const formats = useFormats();
  const words = useImportWords();
  const { new: fresh, newMost, known } = found.people;
  const said = (value: number | null): string | null => (value === null ? null : formats.number(value));
  const figures: readonly (readonly [string, string | null])[] = [
    [t('checkRows'), said(found.rows)],
    [t('checkMade'), said(found.made)],
    [t('checkNew'), newMost !== null && newMost !== fresh ? `${said(fresh)}–${said(newMost)}` : said(fresh)],
    [t('checkKnown'), said(known)],
  ];
  return (
    <Flex vertical gap={16}>
      <Typography.Title level={2} style={{ fontSize: 17, margin: 0 }}>
        {t('checkTitle')}
      </Typography.Title>
      <Flex wrap gap={32}>
        {figures.map(([title, value]) => value !== null && <Statistic key={title} title={title} value={value} />)}
      </Flex>
      <ul style={{ margin: 0, paddingInlineStart: 20, lineHeight: 1.9 }}>
        {found.summary.map((one) => (
          <li key={one.zh}>{one[language]}</li>
        ))}
      </ul>
      <Counts title={t('byEvent')} counts={found.byEvent} word={words.event} />
      <SkippedRows id={id} counts={found.skipped} />
      <RejectedRows id={id} count={found.rejectedCount} rows={found.rejected} />
    </Flex>
  );
}
