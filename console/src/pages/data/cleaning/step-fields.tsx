import { type CleaningStep, type CleaningUnit, cleaningUnits } from '@danqing/contracts';
import { Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { texts } from '../../../i18n/zh/cleaning.ts';
import { ReadArea, ReadBox } from '../../../parts/read-box.tsx';
import { shownValue, typedValue } from './rules.ts';
import { NumberBox } from '../../../parts/number-box.tsx';

export interface StepFieldsProps {
  readonly step: CleaningStep;
  readonly onChange: (step: CleaningStep) => void;
}

const wide = { flex: '1 1 200px', minWidth: 120 } as const;
const narrow = { width: 150 } as const;
type Choice = keyof typeof texts.choices;
const mapText = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([from, to]) => `${from}=${shownValue(to)}`)
    .join('\n');

/** 微信=wechat, a line each. */
function mapOf(text: string): Record<string, string | number | boolean> {
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    const to = at < 1 ? undefined : typedValue(line.slice(at + 1).trim());
    return typeof to === 'string' || typeof to === 'number' || typeof to === 'boolean' ? [[line.slice(0, at).trim(), to] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** What a step must know beside its name; most need nothing. */
export function StepFields({ step, onChange }: StepFieldsProps) {
  const { t } = useTranslation('cleaning');
  const choice = <Value extends Choice>(label: string, value: Value, values: readonly Value[], choose: (value: Value) => CleaningStep) => (
    <Select
      aria-label={label}
      style={narrow}
      value={value}
      onChange={(next: Value) => onChange(choose(next))}
      options={values.map((one: Choice) => ({ value: one, label: t(`choices.${one}`) }))}
    />
  );
  const text = (label: string, value: string, change: (text: string) => CleaningStep) => (
    <Input aria-label={label} placeholder={label} style={wide} value={value} onChange={({ target }) => onChange(change(target.value))} />
  );
  switch (step.do) {
    case 'case':
      return choice(t('do.case'), step.to, ['lower', 'upper', 'title'], (to) => ({ ...step, to }));
    case 'place':
      return (
        <>
          {choice(t('level'), step.level, ['province', 'city', 'finest'], (level) => ({ ...step, level }))}
          {choice(t('as'), step.as, ['code', 'name'], (as) => ({ ...step, as }))}
        </>
      );
    case 'idCard':
      return choice(t('as'), step.as, ['number', 'birthday', 'gender', 'province'], (as) => ({ ...step, as }));
    case 'gender':
      return (
        <>
          {choice(t('as'), step.as, ['zh', 'en'], (as) => ({ ...step, as }))}
          <Checkbox checked={step.codes === true} onChange={({ target }) => onChange({ ...step, codes: target.checked })}>
            {t('codes')}
          </Checkbox>
        </>
      );
    case 'number':
      return (
        <Select
          aria-label={t('unit')}
          style={narrow}
          value={step.unit ?? ''}
          onChange={(unit: CleaningUnit) => onChange(unit === '' ? { do: 'number' } : { do: 'number', unit })}
          options={cleaningUnits.map((unit) => ({ value: unit, label: unit === '' ? t('noUnit') : unit }))}
        />
      );
    case 'money':
      return (
        <ReadBox
          aria-label={t('currency')}
          placeholder={t('currency')}
          style={wide}
          value={step.currency ?? 'CNY'}
          read={(typed) => (/^[A-Z]{3}$/.test(typed.trim().toUpperCase()) ? typed.trim().toUpperCase() : 'CNY')}
          show={(currency) => currency}
          onValue={(currency) => onChange({ ...step, currency })}
        />
      );
    case 'date':
      return (
        <>
          <Select
            aria-label={t('dateOrder')}
            style={narrow}
            value={step.order ?? ''}
            onChange={(order: 'dmy' | 'mdy' | '') => {
              const { order: _before, ...rest } = step;
              onChange(order === '' ? rest : { ...rest, order });
            }}
            options={(['', 'dmy', 'mdy'] as const).map((order) => ({ value: order, label: t(`orders.${order === '' ? 'none' : order}`) }))}
          />
          <Checkbox checked={step.serials === true} onChange={({ target }) => onChange({ ...step, serials: target.checked })}>
            {t('serials')}
          </Checkbox>
        </>
      );
    case 'blank':
      return <Select aria-label={t('do.blank')} mode="tags" style={wide} value={step.values} onChange={(values: string[]) => onChange({ ...step, values })} />;
    case 'map':
      return (
        <>
          <ReadArea
            aria-label={t('mapHint')}
            placeholder={t('mapHint')}
            autoSize={{ minRows: 2, maxRows: 8 }}
            style={wide}
            value={step.values}
            read={mapOf}
            show={mapText}
            onValue={(values) => onChange({ ...step, values })}
          />
          {choice(t('others'), step.others, ['keep', 'refuse'], (others) => ({ ...step, others }))}
        </>
      );
    case 'replace':
      return (
        <>
          {text(t('find'), step.find, (find) => ({ ...step, find }))}
          {text(t('by'), step.with, (by) => ({ ...step, with: by }))}
        </>
      );
    case 'split':
      return (
        <>
          {text(t('separator'), step.by, (by) => ({ ...step, by }))}
          <NumberBox
            aria-label={t('take')}
            placeholder={t('take')}
            value={step.take ?? null}
            min={-20}
            max={20}
            onChange={(take) => onChange(take === null ? { do: 'split', by: step.by } : { ...step, take })}
          />
        </>
      );
    case 'range': {
      const bound = (name: 'least' | 'most', value: number | null): void => {
        const { [name]: _before, ...rest } = step;
        onChange(value === null ? rest : { ...rest, [name]: value });
      };
      return (
        <>
          <NumberBox aria-label={t('least')} placeholder={t('least')} value={step.least ?? null} onChange={(value) => bound('least', value)} />
          <NumberBox aria-label={t('most')} placeholder={t('most')} value={step.most ?? null} onChange={(value) => bound('most', value)} />
        </>
      );
    }
    case 'pattern':
      return text(t('do.pattern'), step.pattern, (pattern) => ({ ...step, pattern }));
    case 'default':
      return (
        <ReadBox
          aria-label={t('do.default')}
          placeholder={t('do.default')}
          style={wide}
          value={step.value}
          read={(typed) => {
            const value = typedValue(typed);
            return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? value : typed;
          }}
          show={(value) => (value === '' ? '' : shownValue(value))}
          onValue={(value) => onChange({ ...step, value })}
        />
      );
    default:
      return null;
  }
}
