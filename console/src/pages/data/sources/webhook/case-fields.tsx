import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { RuleVocabulary } from '@danqing/contracts';
import { AutoComplete, Button, Flex, Input, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../../api/use-api.ts';
import { useMay } from '../../../../api/use-may.ts';
import { useLanguage } from '../../../../i18n/use-language.ts';
import { type CaseCondition, caseOperators, casesOf, hasValue, type Mapping, type MappingCase, withCase } from './mapping-model.ts';
import { PathSelect, type SeenColumns } from './path-select.tsx';

interface CaseFieldsProps {
  readonly mapping: Mapping;
  readonly columns: SeenColumns;
  readonly isReadOnly: boolean;
  readonly faultOf: (index: number) => string | undefined;
  readonly onChange: (mapping: Mapping) => void;
}

/** Which event a body is, by conditions from above: the first that holds counts. */
export function CaseFields({ mapping, columns, isReadOnly, faultOf, onChange }: CaseFieldsProps) {
  const { t } = useTranslation('webhooks');
  const cases = casesOf(mapping);
  const first = columns[0]?.path ?? '$topic';
  return (
    <Flex vertical gap={12}>
      {cases.length === 0 && <Typography.Text type="secondary">{t('form.noEvent')}</Typography.Text>}
      {cases.map((one, index) => (
        <Case
          // Their order is what they are.
          key={String(index)}
          one={one}
          isLast={index === cases.length - 1}
          isOnly={cases.length === 1}
          columns={columns}
          isReadOnly={isReadOnly}
          fault={faultOf(index)}
          onChange={(change) => onChange(withCase(mapping, index, change))}
        />
      ))}
      {!isReadOnly && (
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden />}
          style={{ alignSelf: 'start' }}
          onClick={() => {
            // Behind one without a condition none would ever hold: the new one goes before it.
            const last = cases.at(-1);
            const isBefore = last !== undefined && last.condition === undefined && last.written === undefined;
            const fresh: Omit<MappingCase, 'written'> = {
              event: '',
              skip: undefined,
              condition: isBefore ? { column: first, op: 'eq', value: '' } : undefined,
            };
            if (!isBefore) return onChange(withCase(mapping, cases.length, fresh));
            const moved = withCase(mapping, cases.length, last);
            return onChange(withCase(moved, cases.length - 1, fresh));
          }}
        >
          {t('form.addCase')}
        </Button>
      )}
    </Flex>
  );
}

interface CaseProps {
  readonly one: MappingCase;
  readonly isLast: boolean;
  readonly isOnly: boolean;
  readonly columns: SeenColumns;
  readonly isReadOnly: boolean;
  readonly fault: string | undefined;
  readonly onChange: (change: Omit<MappingCase, 'written'> | undefined) => void;
}

function Case({ one, isLast, isOnly, columns, isReadOnly, fault, onChange }: CaseProps) {
  const { t } = useTranslation('webhooks');
  const events = useEventOptions();
  const { condition, written } = one;
  const isFree = condition === undefined && written === undefined;
  const set = (change: Partial<MappingCase>): void => onChange({ ...one, ...change });
  return (
    <div>
      <Flex wrap gap={8} align="center">
        {written !== undefined && (
          <Typography.Text code style={{ overflowWrap: 'anywhere' }}>
            {written}
          </Typography.Text>
        )}
        {condition !== undefined && <Condition condition={condition} columns={columns} isReadOnly={isReadOnly} onChange={(next) => set({ condition: next })} />}
        {isFree && <span>{isOnly ? t('form.always') : t('form.otherwise')}</span>}
        <Select
          aria-label={t('form.does')}
          value={one.skip === undefined ? 'event' : 'skip'}
          disabled={isReadOnly}
          style={{ width: 130 }}
          onChange={(kind) => set(kind === 'skip' ? { event: undefined, skip: t('form.skipReason') } : { event: '', skip: undefined })}
          options={[
            { value: 'event', label: t('form.becomes') },
            { value: 'skip', label: t('form.leaveOut') },
          ]}
        />
        {one.skip === undefined ? (
          <AutoComplete
            defaultActiveFirstOption={false}
            aria-label={t('form.eventName')}
            value={one.event ?? ''}
            disabled={isReadOnly}
            placeholder={t('form.eventName')}
            style={{ width: 240, maxWidth: '100%' }}
            {...(fault === undefined ? {} : { status: 'error' as const })}
            showSearch={{ filterOption: (typed, option) => (option?.label ?? '').toLowerCase().includes(typed.toLowerCase()) }}
            options={events}
            onChange={(event) => set({ event })}
          />
        ) : (
          <Input
            aria-label={t('form.reason')}
            value={one.skip}
            disabled={isReadOnly}
            maxLength={200}
            style={{ width: 240, maxWidth: '100%' }}
            onChange={({ target }) => set({ skip: target.value })}
          />
        )}
        {!isReadOnly && isFree && isLast && (
          <Button type="link" size="small" onClick={() => set({ condition: { column: columns[0]?.path ?? '$topic', op: 'eq', value: '' } })}>
            {t('form.addCondition')}
          </Button>
        )}
        {!isReadOnly && <Button type="text" aria-label={t('remove')} icon={<DeleteOutlined aria-hidden />} onClick={() => onChange(undefined)} />}
      </Flex>
      {fault !== undefined && <Typography.Text type="danger">{fault}</Typography.Text>}
    </div>
  );
}

interface ConditionProps {
  readonly condition: CaseCondition;
  readonly columns: SeenColumns;
  readonly isReadOnly: boolean;
  readonly onChange: (condition: CaseCondition | undefined) => void;
}

function Condition({ condition, columns, isReadOnly, onChange }: ConditionProps) {
  const { t } = useTranslation('webhooks');
  return (
    <>
      <div style={{ width: 220, maxWidth: '100%' }}>
        <PathSelect
          label={t('form.conditionField')}
          columns={[{ path: '$topic', example: t('topic') }, ...columns]}
          value={condition.column}
          isReadOnly={isReadOnly}
          isClearable
          onChange={(column) => onChange(column === undefined ? undefined : { ...condition, column })}
        />
      </div>
      <Select
        aria-label={t('form.operator')}
        value={condition.op}
        disabled={isReadOnly}
        style={{ width: 110 }}
        onChange={(op) => onChange({ ...condition, op })}
        options={caseOperators.map((value) => ({ value, label: t(`form.operators.${value}`) }))}
      />
      {hasValue(condition.op) && (
        <Input
          aria-label={t('form.value')}
          value={condition.value}
          disabled={isReadOnly}
          maxLength={500}
          style={{ width: 150 }}
          onChange={({ target }) => onChange({ ...condition, value: target.value })}
        />
      )}
    </>
  );
}

/** Events of the workspace and the usual ones of trade, in the reader's words. */
function useEventOptions(): { value: string; label: string }[] {
  const language = useLanguage();
  const may = useMay('definitions.read');
  const { data } = useApi<RuleVocabulary>('/api/v1/rules/vocabulary', { enabled: may });
  return (data?.events ?? []).map((one) => ({ value: one.name, label: one[language] === one.name ? one.name : `${one[language]} · ${one.name}` }));
}
