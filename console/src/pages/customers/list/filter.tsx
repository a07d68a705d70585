import type { RuleJson } from '@danqing/contracts';
import { CloseOutlined, FilterOutlined } from '@ant-design/icons';
import { Button, Drawer, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RuleEditor, RuleSentence } from '../../../rule/index.ts';

export interface FilterProps {
  readonly rule: RuleJson | null;
  readonly onChange: (rule: RuleJson | null) => void;
}

const empty: RuleJson = { all: [] };

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
  if (rule === null) return null;
  return (
    <Flex gap={4} align="center" style={{ marginBottom: 12 }}>
      <button
        type="button"
        onClick={onOpen}
        style={{ font: 'inherit', color: 'inherit', textAlign: 'start', background: 'none', border: 0, padding: 0, cursor: 'pointer' }}
      >
        <Typography.Text type="secondary">{t('filter')}：</Typography.Text>
        <RuleSentence rule={rule} />
      </button>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('clearFilter')} onClick={() => onChange(null)} />
    </Flex>
  );
}

/** The rule of the list, edited beside it; it counts when it is applied. */
export function FilterDrawer({ rule, onChange, isOpen, onClose }: FilterProps & { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('views');
  const [draft, setDraft] = useState<RuleJson | null>(null);
  const value = draft ?? rule ?? empty;
  const close = (): void => {
    setDraft(null);
    onClose();
  };
  return (
    <Drawer
      open={isOpen}
      onClose={close}
      title={t('filterTitle')}
      size={720}
      destroyOnHidden
      footer={
        <Flex gap={8} justify="flex-end">
          <Button
            onClick={() => {
              onChange(null);
              close();
            }}
          >
            {t('clearFilter')}
          </Button>
          <Button
            type="primary"
            onClick={() => {
              onChange(isEmpty(value) ? null : value);
              close();
            }}
          >
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
