import { type ChannelRule, trafficChannelCodes, trafficChannelWords } from '@danqing/contracts';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/use-language.ts';

const fields = ['source', 'medium', 'campaign', 'referrer', 'landing'] as const;
const ops = ['is', 'contains', 'startsWith'] as const;
type Condition = ChannelRule['when'][number];
const blank: Condition = { field: 'source', op: 'is', value: '' };

interface RulesProps {
  readonly rules: readonly ChannelRule[];
  readonly isReadOnly: boolean;
  readonly onChange: (rules: ChannelRule[]) => void;
}

/** Own definitions of channels, in the order in which they are asked. */
export function ChannelRules({ rules, isReadOnly, onChange }: RulesProps) {
  const { t } = useTranslation('enrichment');
  const language = useLanguage();
  const change = (index: number, rule: ChannelRule): void => onChange(rules.map((one, at) => (at === index ? rule : one)));
  return (
    <Flex vertical gap={12}>
      {rules.length === 0 && <Typography.Text>{t('noRules')}</Typography.Text>}
      {rules.map((rule, index) => (
        <Flex
          vertical
          gap={8}
          key={String(index)}
          role="group"
          aria-label={t('ruleOf', { n: index + 1 })}
          style={{ borderBottom: '1px solid var(--line)', paddingBottom: 12 }}
        >
          {rule.when.map((condition, at) => (
            <ConditionRow
              key={String(at)}
              condition={condition}
              isReadOnly={isReadOnly}
              onChange={(next) => change(index, { ...rule, when: rule.when.map((one, place) => (place === at ? next : one)) })}
              onRemove={rule.when.length > 1 ? () => change(index, { ...rule, when: rule.when.filter((_, place) => place !== at) }) : undefined}
            />
          ))}
          <Flex gap={8} wrap align="center">
            <span>{t('becomes')}</span>
            <Select
              aria-label={t('becomes')}
              value={rule.channel}
              disabled={isReadOnly}
              style={{ minWidth: 150 }}
              onChange={(channel) => change(index, { ...rule, channel })}
              options={trafficChannelCodes.map((value) => ({ value, label: trafficChannelWords[value][language] }))}
            />
            {!isReadOnly && rule.when.length < 5 && (
              <Button size="small" onClick={() => change(index, { ...rule, when: [...rule.when, blank] })}>
                {t('addCondition')}
              </Button>
            )}
            {!isReadOnly && (
              <Button size="small" type="text" danger icon={<DeleteOutlined />} onClick={() => onChange(rules.filter((_, place) => place !== index))}>
                {t('remove')}
              </Button>
            )}
          </Flex>
        </Flex>
      ))}
      {!isReadOnly && (
        <div>
          <Button icon={<PlusOutlined />} onClick={() => onChange([...rules, { channel: 'affiliate', when: [blank] }])}>
            {t('addRule')}
          </Button>
        </div>
      )}
    </Flex>
  );
}

interface RowProps {
  readonly condition: Condition;
  readonly isReadOnly: boolean;
  readonly onChange: (next: Condition) => void;
  readonly onRemove: (() => void) | undefined;
}

function ConditionRow({ condition, isReadOnly, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('enrichment');
  const { field, op, value } = condition;
  return (
    <Flex gap={8} wrap align="center">
      <Select
        aria-label={t('field')}
        value={field}
        disabled={isReadOnly}
        style={{ minWidth: 140 }}
        onChange={(next) => onChange({ ...condition, field: next })}
        options={fields.map((one) => ({ value: one, label: t(`fields.${one}`) }))}
      />
      <Select
        aria-label={t('op')}
        value={op}
        disabled={isReadOnly}
        style={{ minWidth: 110 }}
        onChange={(next) => onChange({ ...condition, op: next })}
        options={ops.map((one) => ({ value: one, label: t(`ops.${one}`) }))}
      />
      <Input
        aria-label={t('value')}
        value={value}
        readOnly={isReadOnly}
        maxLength={200}
        style={{ flex: '1 1 160px', maxWidth: 320 }}
        onChange={({ target }) => onChange({ ...condition, value: target.value })}
      />
      {!isReadOnly && onRemove !== undefined && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('remove')} onClick={onRemove} />}
    </Flex>
  );
}
