import type { RuleJson } from '@danqing/contracts';
import { Input, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isMap } from '../../parts/is-map.ts';
import { DidFields } from './did-fields.tsx';
import { CompareFields, EdgeFields, RankFields, SampleFields, SequenceFields } from './order-fields.tsx';
import { AnniversaryFields, ConsentFields, NamedFields, TagFields, TraitFields } from './people-fields.tsx';

interface ConditionFormProps {
  readonly rule: RuleJson;
  readonly onChange: (rule: RuleJson) => void;
  /** An editor of a rule inside this condition. */
  readonly nested: (rule: RuleJson, onChange: (rule: RuleJson) => void, isAccount?: boolean) => ReactNode;
  /** It speaks of an account. */
  readonly isAccount?: boolean;
}

/** The form of one condition. What has none is shown as JSON and kept as it is. */
export function ConditionForm({ rule, onChange, nested, isAccount = false }: ConditionFormProps) {
  const { t } = useTranslation('rule');
  if ('trait' in rule) return <TraitFields rule={rule} onChange={onChange} isAccount={isAccount} />;
  if ('tag' in rule) return <TagFields rule={rule} onChange={onChange} />;
  if ('did' in rule) return <DidFields rule={rule} onChange={onChange} />;
  if ('first' in rule || 'last' in rule) return <EdgeFields rule={rule} onChange={onChange} />;
  if ('sequence' in rule) return <SequenceFields rule={rule} onChange={onChange} />;
  if ('compare' in rule) return <CompareFields rule={rule} onChange={onChange} />;
  if ('top' in rule || 'bottom' in rule) return <RankFields rule={rule} onChange={onChange} nested={nested} />;
  if ('sample' in rule) return <SampleFields rule={rule} onChange={onChange} />;
  if ('segment' in rule) return <NamedFields kind="segment" value={rule.segment} onChange={onChange} />;
  if ('list' in rule) return <NamedFields kind="list" value={rule.list} onChange={onChange} />;
  if ('has' in rule) return <NamedFields kind="has" value={rule.has} onChange={onChange} />;
  if ('consent' in rule) return <ConsentFields rule={rule} onChange={onChange} />;
  if ('anniversary' in rule) return <AnniversaryFields rule={rule} onChange={onChange} />;
  if ('account' in rule) {
    return (
      <>
        <span>{t('accountWords')}</span>
        {nested(rule.account, (account) => onChange({ account }), true)}
      </>
    );
  }
  return <RawForm rule={rule} onChange={onChange} />;
}

function RawForm({ rule, onChange }: { readonly rule: RuleJson; readonly onChange: (rule: RuleJson) => void }) {
  const { t } = useTranslation('rule');
  const [text, setText] = useState(() => JSON.stringify(rule, undefined, 2));
  const [fault, setFault] = useState<string | null>(null);
  const read = (next: string): void => {
    setText(next);
    try {
      const parsed: unknown = JSON.parse(next);
      setFault(null);
      if (isRule(parsed)) onChange(parsed);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <Typography.Paragraph type="secondary">{t('unknownForm')}</Typography.Paragraph>
      <Input.TextArea
        aria-label="JSON"
        autoSize={{ minRows: 2, maxRows: 16 }}
        value={text}
        onChange={({ target }) => read(target.value)}
        style={{ fontFamily: 'monospace' }}
      />
      {fault !== null && <div className="rule-fault">{t('jsonFault', { why: fault })}</div>}
    </>
  );
}

/** The server reads it further. */
const isRule = (value: unknown): value is RuleJson => isMap(value);
