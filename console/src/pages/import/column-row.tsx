import { ArrowRightOutlined } from '@ant-design/icons';
import type { ImportTableKind, RecognisedColumn } from '@danqing/contracts';
import { Button, Flex, Tag, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';
import { MeaningSelect } from './meaning-select.tsx';

interface ColumnRowProps {
  readonly column: RecognisedColumn;
  readonly kind: ImportTableKind;
  readonly target: string;
  readonly isChanged: boolean;
  /** Undefined: back to what was recognised. */
  readonly onChange: (target: string | undefined) => void;
}

const shownExamples = 3;

/** One column: its name and what stands in it on the left, what it becomes on the right. */
export function ColumnRow({ column, kind, target, isChanged, onChange }: ColumnRowProps) {
  const { t } = useTranslation('import');
  const language = useLanguage();
  const formats = useFormats();
  const { name, filled, valid, examples, problems, guess } = column;
  const facts = [
    t('filled', { share: formats.percent(filled) }),
    ...(valid === null ? [] : [t('valid', { share: formats.percent(Math.floor(valid * 1000) / 1000) })]),
  ];
  return (
    <div role="listitem" style={{ borderTop: '1px solid var(--line)', padding: '12px 0' }}>
      <Flex wrap gap={12} align="start">
        <div style={{ flex: '1 1 260px', minWidth: 0 }}>
          <Typography.Text strong style={{ wordBreak: 'break-word' }}>
            {name.trim() === '' ? `#${column.index + 1}` : name.trim()}
          </Typography.Text>
          <Typography.Paragraph type="secondary" ellipsis={{ rows: 2 }} style={{ margin: 0, wordBreak: 'break-all' }}>
            {examples.length === 0 ? t('noExamples') : examples.slice(0, shownExamples).join(' · ')}
          </Typography.Paragraph>
          <Typography.Text type="secondary" style={{ fontSize: 12, fontVariantNumeric: 'tabular-nums' }}>
            {facts.join(' · ')}
          </Typography.Text>
        </div>
        <div style={{ flex: '1 1 300px', minWidth: 0 }}>
          <Flex gap={8} align="center">
            <ArrowRightOutlined aria-hidden style={{ color: 'var(--text-secondary)' }} />
            <div style={{ flex: '1 1 auto', maxWidth: 300, minWidth: 0 }}>
              <MeaningSelect column={column} kind={kind} target={target} onChange={onChange} />
            </div>
            {isChanged ? (
              <>
                <Tag color="processing">{t('changed')}</Tag>
                <Button type="link" size="small" onClick={() => onChange(undefined)}>
                  {t('changeBack')}
                </Button>
              </>
            ) : (
              <Tooltip title={guess.because[language]}>
                <Tag color={guess.confidence >= 0.75 ? 'success' : guess.confidence >= 0.5 ? 'warning' : 'default'} tabIndex={0}>
                  {guess.confidence >= 0.75 ? t('sure') : guess.confidence >= 0.5 ? t('unsure') : t('keptName')}
                </Tag>
              </Tooltip>
            )}
          </Flex>
          {problems.map((one) => (
            <div key={one.zh} style={{ color: 'var(--warning)', fontSize: 12, marginTop: 4 }}>
              {one[language]}
            </div>
          ))}
        </div>
      </Flex>
    </div>
  );
}
