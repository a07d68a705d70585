import { type OperandJson, type ScalarJson, valueCodes, valueWord } from '@danqing/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import type { ValueSource } from './use-values.ts';

const carrierOf = (source: ValueSource | null): string =>
  source === null ? '' : source.of === 'tag' ? `tag:${source.path}` : source.of === 'property' ? source.path : '';

/** The codes that a field may hold, where it holds nothing else: 获客渠道, 设备类型. */
export const codesOf = (source: ValueSource | null): readonly string[] => valueCodes(carrierOf(source));

interface CodeProps<T> {
  readonly source: ValueSource | null;
  readonly value: T;
  readonly onChange: (value: string) => void;
}

/** Codes by their words, all of them though none has come yet; one that a rule names already is kept whatever it is. */
function useOptions(source: ValueSource | null, own: readonly string[]): { value: string; label: string }[] {
  const language = useLanguage();
  return [...new Set([...codesOf(source), ...own.filter((value) => value !== '')])].map((value) => ({
    value,
    label: valueWord(carrierOf(source), value, language) ?? value,
  }));
}

export function CodeInput({ value, source, onChange }: CodeProps<string>) {
  const { t } = useTranslation('rule');
  return (
    <Select
      aria-label={t('value')}
      placeholder={t('value')}
      showSearch={{ optionFilterProp: 'label' }}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      options={useOptions(source, [value])}
      popupMatchSelectWidth={false}
      style={{ width: 180 }}
    />
  );
}

interface CodesProps {
  readonly source: ValueSource | null;
  readonly values: readonly ScalarJson[];
  readonly onChange: (value: OperandJson) => void;
}

export function CodesInput({ values, source, onChange }: CodesProps) {
  const { t } = useTranslation('rule');
  const own = values.map(String);
  return (
    <Select<string[]>
      mode="multiple"
      aria-label={t('values')}
      placeholder={t('valueHint')}
      showSearch={{ optionFilterProp: 'label' }}
      value={own}
      onChange={(next) => onChange(next)}
      options={useOptions(source, own)}
      popupMatchSelectWidth={false}
      style={{ minWidth: 180, flex: '1 1 180px', maxWidth: 460 }}
    />
  );
}
