import type { CleaningRule } from '@danqing/contracts';
import { Button, Drawer, Flex, Input, Popconfirm, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { RuleExamples } from './rule-examples.tsx';
import { RulePreview } from './rule-preview.tsx';
import { RuleSteps } from './rule-steps.tsx';
import { RuleWhen } from './rule-when.tsx';
import { isWhole, trimmed } from './rules.ts';

export interface RuleDrawerProps {
  readonly rule: CleaningRule;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
  readonly onKeep: (rule: CleaningRule) => void;
  readonly onRemove: () => void;
}

/** A rule without a member that is empty. */
function without(rule: CleaningRule, name: 'source' | 'event' | 'to' | 'when'): CleaningRule {
  const { [name]: _gone, ...rest } = rule;
  return rest;
}

/** One rule: where, what, its examples, and what it would make of the last events. */
export function RuleDrawer({ rule: saved, mayWrite, onClose, onKeep, onRemove }: RuleDrawerProps) {
  const { t } = useTranslation(['cleaning', 'common']);
  const [rule, setRule] = useState(saved);
  const sources = useApi<{ readonly items: readonly { readonly name: string }[] }>('/api/v1/sources');
  const text = (name: 'source' | 'event' | 'to', value: string): void => setRule(value === '' ? without(rule, name) : { ...rule, [name]: value });
  return (
    <Drawer
      title={saved.name === '' ? t('add') : saved.name}
      open
      onClose={onClose}
      mask={{ closable: !mayWrite }}
      size={820}
      footer={
        mayWrite && (
          <Flex gap={8}>
            <Button type="primary" disabled={!isWhole(rule)} onClick={() => onKeep(trimmed(rule))}>
              {t('keep')}
            </Button>
            {saved.name !== '' && (
              <Popconfirm title={t('removeAsk')} okText={t('common:confirm')} cancelText={t('common:cancel')} onConfirm={onRemove}>
                <Button danger>{t('remove')}</Button>
              </Popconfirm>
            )}
          </Flex>
        )
      }
    >
      <Flex vertical gap={20}>
        <label>
          <Typography.Text strong>{t('name')}</Typography.Text>
          <Input value={rule.name} maxLength={100} placeholder={t('nameHint')} onChange={({ target }) => setRule({ ...rule, name: target.value })} />
        </label>
        <Flex gap={12} wrap align="end">
          <Flex vertical>
            <Typography.Text strong>{t('part')}</Typography.Text>
            <Select
              aria-label={t('part')}
              style={{ width: 180 }}
              value={rule.part}
              onChange={(part) => setRule({ ...without(rule, 'event'), part })}
              options={(['properties', 'traits', 'entity'] as const).map((part) => ({ value: part, label: t(`parts.${part}`) }))}
            />
          </Flex>
          <label style={{ flex: '1 1 180px' }}>
            <Typography.Text strong>{t('field')}</Typography.Text>
            <Input value={rule.path} placeholder="products[].price" onChange={({ target }) => setRule({ ...rule, path: target.value })} />
          </label>
          {rule.part !== 'traits' && (
            <label style={{ flex: '1 1 160px' }}>
              <Typography.Text strong>{t(`event.${rule.part}`)}</Typography.Text>
              <Input value={rule.event ?? ''} placeholder={t(`everything.${rule.part}`)} onChange={({ target }) => text('event', target.value)} />
            </label>
          )}
          <Flex vertical style={{ flex: '1 1 160px' }}>
            <Typography.Text strong>{t('source')}</Typography.Text>
            <Select
              aria-label={t('source')}
              value={rule.source ?? ''}
              onChange={(value) => text('source', value)}
              options={[{ value: '', label: t('everySource') }, ...(sources.data?.items ?? []).map(({ name }) => ({ value: name, label: name }))]}
            />
          </Flex>
          <label style={{ flex: '1 1 160px' }}>
            <Typography.Text strong>{t('to')}</Typography.Text>
            <Input value={rule.to ?? ''} placeholder={t('toHint')} onChange={({ target }) => text('to', target.value)} />
          </label>
        </Flex>
        <RuleWhen when={rule.when ?? []} onChange={(when) => setRule(when.length === 0 ? without(rule, 'when') : { ...rule, when })} />
        <RuleSteps steps={rule.steps} onChange={(steps) => setRule({ ...rule, steps: [...steps] })} />
        <Flex vertical gap={4} align="start">
          <Typography.Text strong>{t('otherwise')}</Typography.Text>
          <Select
            aria-label={t('otherwise')}
            style={{ width: 'min(100%, 280px)' }}
            value={rule.otherwise}
            onChange={(otherwise) => setRule({ ...rule, otherwise })}
            options={(['keep', 'empty', 'park'] as const).map((value) => ({ value, label: t(`ends.${value}`) }))}
          />
        </Flex>
        <RuleExamples rule={rule} onChange={(examples) => setRule({ ...rule, examples })} />
        <RulePreview rule={rule} />
      </Flex>
    </Drawer>
  );
}
