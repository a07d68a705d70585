import type { RuleJson } from '@danqing/contracts';
import { CloseOutlined, FilterOutlined } from '@ant-design/icons';
import { Button, Drawer, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../parts/format.ts';
import { useRested } from '../../../parts/rested.ts';
import { RuleEditor, RuleSentence } from '../../../rule/index.ts';
import { useCount } from './use-count.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';

export interface FilterProps {
  readonly rule: RuleJson | null;
  readonly onChange: (rule: RuleJson | null) => void;
}

const empty: RuleJson = { all: [] };
const countAfterMs = 400;

/** A rule without conditions narrows nothing. */
const isEmpty = (rule: RuleJson): boolean => 'all' in rule && rule.all.length === 0;

/** The button that opens the filter. */
export function FilterButton({ isSet, onOpen }: { readonly isSet: boolean; readonly onOpen: () => void }) {
  const { t } = useTranslation('views');
  return (
    <Button icon={<FilterOutlined />} onClick={onOpen} {...(isSet && { type: 'primary', ghost: true })}>
      {t('filter')}
    </Button>
  );
}

/** What the list is narrowed to, in words. */
export function FilterWords({ rule, onChange, onOpen }: FilterProps & { readonly onOpen: () => void }) {
  const { t } = useTranslation('views');
  const marks = usePunctuation();
  if (rule === null) return null;
  return (
    <Flex gap={4} align="center" style={{ marginBottom: 12 }}>
      <button
        type="button"
        onClick={onOpen}
        style={{ font: 'inherit', color: 'inherit', textAlign: 'start', background: 'none', border: 0, padding: 0, cursor: 'pointer' }}
      >
        <Typography.Text type="secondary">{`${t('filter')}${marks.colon}`}</Typography.Text>
        <RuleSentence rule={rule} />
      </button>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('clearFilter')} onClick={() => onChange(null)} />
    </Flex>
  );
}

/** How many the filter would leave, while one is still at it. */
function DraftCount({ rule, isOpen }: { readonly rule: RuleJson | null; readonly isOpen: boolean }) {
  const { t } = useTranslation('views');
  const formats = useFormats();
  const asked = useRested(rule, countAfterMs);
  const count = useCount(asked, isOpen);
  const words =
    count.error !== null ? '' : count.data === undefined || count.isPlaceholderData ? t('counting') : t('count', { n: formats.number(count.data.total ?? 0) });
  return (
    <Typography.Text type="secondary" role="status" style={{ marginInlineEnd: 'auto' }}>
      {words}
    </Typography.Text>
  );
}

interface FilterDrawerProps {
  readonly rule: RuleJson | null;
  readonly isOpen: boolean;
  /** Takes the rule over and closes. */
  readonly onApply: (rule: RuleJson | null) => void;
  readonly onClose: () => void;
}

/** The rule of the list, edited beside it; it counts when it is applied. */
export function FilterDrawer({ rule, isOpen, onApply, onClose }: FilterDrawerProps) {
  const { t } = useTranslation('views');
  const [draft, setDraft] = useState<RuleJson | null>(null);
  const value = draft ?? rule ?? empty;
  const apply = (next: RuleJson | null): void => {
    setDraft(null);
    onApply(next);
  };
  return (
    <Drawer
      open={isOpen}
      onClose={() => {
        setDraft(null);
        onClose();
      }}
      title={t('filterTitle')}
      size={720}
      destroyOnHidden
      footer={
        <Flex gap={8} align="center" justify="flex-end">
          <DraftCount rule={isEmpty(value) ? null : value} isOpen={isOpen} />
          <Button onClick={() => apply(null)}>{t('clearFilter')}</Button>
          <Button type="primary" onClick={() => apply(isEmpty(value) ? null : value)}>
            {t('apply')}
          </Button>
        </Flex>
      }
    >
      <Typography.Paragraph type="secondary">{t('filterLead')}</Typography.Paragraph>
      <RuleEditor value={value} onChange={setDraft} />
    </Drawer>
  );
}
