import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../../parts/field-names.ts';
import { useFormats } from '../../../parts/format.ts';
import { useThingNames } from '../use-names.ts';
import { levelOf, type PortraitAttribute, type PortraitBucket, sureOf } from './tgi.ts';

export interface PortraitWords {
  readonly attribute: (attribute: Pick<PortraitAttribute, 'kind' | 'key'>) => string;
  readonly bucket: (attribute: PortraitAttribute, bucket: PortraitBucket) => string;
  /** TGI 168(全体的 1.68 倍) */
  readonly tgi: (bucket: Pick<PortraitBucket, 'index'>, against: string) => string;
  /** 明显偏高 · 差异可信 */
  readonly verdict: (bucket: PortraitBucket) => string;
  readonly value: (value: number | string | null) => string;
}

/** A portrait in words. */
export function usePortraitWords(): PortraitWords {
  const { t } = useTranslation('portrait');
  const names = useThingNames();
  const fields = useFieldNames();
  const formats = useFormats();
  const value = (one: number | string | null): string => (one === null ? '–' : typeof one === 'number' ? formats.number(one) : one);
  /** Tiers of RFM have words of their own. */
  const tagBucket = (key: string, own: string): string => {
    const said = fields.tagValue(key, own);
    return said === own ? fields.tier(own) : said;
  };
  const bucket: PortraitWords['bucket'] = ({ kind: of, key }, { kind, value: own, from, to }) => {
    if (kind === 'other' || kind === 'unknown') return t(kind);
    if (kind === 'value')
      return own === 'true' || own === 'false' ? fields.value(own === 'true') : of === 'tag' ? tagBucket(key, own ?? '') : fields.traitValue(key, own ?? '');
    if (from === null) return t('bin.below', { to: value(to) });
    return to === null ? t('bin.above', { from: value(from) }) : t('bin.between', { from: value(from), to: value(to) });
  };
  return {
    attribute: ({ kind, key }) => names.of(kind, key),
    bucket,
    tgi: ({ index }, against) =>
      index === null
        ? t('tgiNone', { against })
        : index === 0
          ? t('tgiZero')
          : t('tgi', { index: formats.number(index, 0), against, times: formats.number(index / 100, 2) }),
    verdict: (one) =>
      one.index === null ? t(`sure.${sureOf(one)}`) : t('surePair', { level: t(`levels.${levelOf(one.index)}`), sure: t(`sure.${sureOf(one)}`) }),
    value,
  };
}
