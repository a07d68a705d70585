import { valueWord } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useFormats } from './format.ts';

export interface FieldNames {
  /** `phone` → 手机号; `openid:mall` → 微信 OpenID (mall). */
  readonly kind: (kind: string) => string;
  /** `address.city` → 城市; unknown paths as they are. */
  readonly trait: (path: string) => string;
  /** A part of a tag: `recency` → 距今天数. */
  readonly part: (name: string) => string;
  /** A tier of RFM by its code: `general_keep` → 一般保持客户; any other value as it is. */
  readonly tier: (value: string) => string;
  /** A value of a tag; codes of ready tags have words. */
  readonly tagValue: (key: string, value: unknown) => string;
  /** A value in few words: numbers to two digits, yes and no, lists with commas. */
  readonly value: (value: unknown) => string;
  /** A value of a trait; what is usual there has words: `gender` `male` → 男. */
  readonly traitValue: (path: string, value: unknown) => string;
}

/** What people call identifiers and traits, and values as one reads them. */
export function useFieldNames(): FieldNames {
  const { t, i18n } = useTranslation('fields');
  const formats = useFormats();
  const wordFor = (key: string): string | undefined => {
    const found: unknown = i18n.exists(`fields:${key}`) ? i18n.getResource(i18n.language, 'fields', key) : undefined;
    return typeof found === 'string' ? found : undefined;
  };
  const valueOf = (value: unknown): string => {
    if (typeof value === 'boolean') return value ? t('true') : t('false');
    if (typeof value === 'number') return formats.number(value);
    if (Array.isArray(value)) return value.map(valueOf).join(i18n.language === 'zh' ? '、' : ', ');
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  // Traits are kept as texts; these two are what a boolean is kept as.
  const readBoolean = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);
  return {
    kind: (kind) => {
      const [family = kind, app] = kind.split(':', 2);
      const word = wordFor(`kinds.${family}`);
      return word === undefined ? kind : app === undefined ? word : i18n.language === 'zh' ? `${word}（${app}）` : `${word} (${app})`;
    },
    trait: (path) => wordFor(`traits.${path.replaceAll('.', '_')}`) ?? path,
    part: (name) => wordFor(`parts.${name}`) ?? name,
    tier: (value) => wordFor(`tiers.${value}`) ?? value,
    tagValue: (key, value) => (typeof value === 'string' ? valueWord(`tag:${key}`, value, i18n.language === 'zh' ? 'zh' : 'en') : undefined) ?? valueOf(value),
    value: valueOf,
    traitValue: (path, value) =>
      (typeof value === 'string' && /^\w+$/.test(value) ? wordFor(`values.${path}.${value}`) : undefined) ?? valueOf(readBoolean(value)),
  };
}
