import { customerWords, industries, type Industry, type Words } from '@danqing/contracts';
import { Form, type FormInstance, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { isMap } from '../../parts/is-map.ts';

/** What a business is, in the words of a form. */
export interface BusinessInput {
  readonly industry: Industry | null;
  readonly noun: { readonly zh: string; readonly en: string };
  readonly currency: string;
  readonly calendar: 'CN' | null;
}

const usual = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'JPY', 'SGD'];

/** Currencies by name, those that are used most first. */
function currencyOptions(language: string): readonly { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'currency' });
  const all = [...usual, ...Intl.supportedValuesOf('currency').filter((code) => !usual.includes(code))];
  return all.map((value) => ({ value, label: `${names.of(value) ?? value} ${value}` }));
}

const isSameNoun = (words: Words, noun: unknown): boolean => isMap(noun) && noun['zh'] === words.zh && noun['en'] === words.en;

/** Industry, word for a customer, currency, holidays: the same on the first page and in the settings. */
export function BusinessFields({ form }: { readonly form: FormInstance }) {
  const { t, i18n } = useTranslation('start');
  const required = [{ required: true, whitespace: true }];
  const follow = (industry: Industry | null): void => {
    const noun: unknown = form.getFieldValue('noun');
    // A word of one's own stays.
    if (industry !== null && Object.values(customerWords).some((words) => isSameNoun(words, noun))) form.setFieldsValue({ noun: customerWords[industry] });
  };
  return (
    <>
      <Form.Item name="industry" label={t('business.industry')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('business.choose')}
          options={industries.map((value) => ({ value, label: t(`industries.${value}`) }))}
          onChange={follow}
        />
      </Form.Item>
      <Form.Item name={['noun', 'zh']} label={t('business.noun')} rules={required}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name={['noun', 'en']} label={t('business.nounEn')} rules={required}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="currency" label={t('business.currency')}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={[...currencyOptions(i18n.language)]} />
      </Form.Item>
      <Form.Item name="calendar" label={t('business.holidays')}>
        <Select
          options={[
            { value: 'CN', label: t('business.china') },
            { value: '', label: t('business.noHolidays') },
          ]}
        />
      </Form.Item>
    </>
  );
}
