import type { RuleJson } from '@danqing/contracts';
import { AutoComplete, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../parts/field-names.ts';
import type { AnniversaryRule, ConsentRule, TagRule, TraitRule } from '../model/forms.ts';
import { firstTest } from '../model/values.ts';
import { Choice, Num, type OfferGroup, Pick } from './controls.tsx';
import { useOffers } from './offers.ts';
import { TestFields } from './test-fields.tsx';

interface FieldsProps<T> {
  readonly rule: T;
  readonly onChange: (rule: RuleJson) => void;
}

export function TraitFields({ rule, onChange, isAccount = false }: FieldsProps<TraitRule> & { readonly isAccount?: boolean }) {
  const { t } = useTranslation('rule');
  const offers = useOffers();
  return (
    <div className="rule-fields">
      <Pick
        label={t('trait')}
        placeholder={t('chooseTrait')}
        value={rule.trait}
        groups={isAccount ? offers.accountTraits() : offers.traits()}
        onChange={(trait) => onChange({ trait, ...firstTest(isAccount ? 'unknown' : offers.traitType(trait)) })}
        free
      />
      <TestFields
        test={rule}
        type={isAccount ? 'unknown' : offers.traitType(rule.trait)}
        source={isAccount ? null : { of: 'trait', path: rule.trait }}
        onChange={(test) => onChange({ trait: rule.trait, ...test })}
      />
    </div>
  );
}

/** A tag, and of a composite one its field. */
export function TagPick({ value, onChange }: { readonly value: string; readonly onChange: (tag: string) => void }) {
  const { t } = useTranslation('rule');
  const offers = useOffers();
  const names = useFieldNames();
  const { key, field, fields } = offers.tag(value);
  const choose = (next: string): void => {
    const [first] = offers.tag(next).fields;
    onChange(first === undefined ? next : `${next}.${first}`);
  };
  return (
    <>
      <Pick label={t('tag')} placeholder={t('chooseTag')} value={key} groups={offers.tags()} onChange={choose} />
      {fields.length > 0 && (
        <Choice
          label={t('tagField')}
          value={field ?? ''}
          options={fields.map((one) => ({ value: one, label: names.part(one) }))}
          onChange={(one) => onChange(`${key}.${one}`)}
        />
      )}
    </>
  );
}

export function TagFields({ rule, onChange }: FieldsProps<TagRule>) {
  const offers = useOffers();
  return (
    <div className="rule-fields">
      <TagPick value={rule.tag} onChange={(tag) => onChange({ tag, ...firstTest(offers.tag(tag).type) })} />
      <TestFields
        test={rule}
        type={offers.tag(rule.tag).type}
        source={{ of: 'tag', path: rule.tag }}
        onChange={(test) => onChange({ tag: rule.tag, ...test })}
      />
    </div>
  );
}

interface NamedFieldsProps {
  readonly kind: 'segment' | 'list' | 'has';
  readonly value: string;
  readonly onChange: (rule: RuleJson) => void;
}

/** A segment, a list or a kind of identifier. */
export function NamedFields({ kind, value, onChange }: NamedFieldsProps) {
  const { t } = useTranslation('rule');
  const offers = useOffers();
  const by: Readonly<
    Record<
      typeof kind,
      {
        readonly words: string;
        readonly label: string;
        readonly hint: string;
        readonly groups: readonly OfferGroup[];
        readonly rule: (name: string) => RuleJson;
      }
    >
  > = {
    segment: { words: t('inSegment'), label: t('segment'), hint: t('chooseSegment'), groups: offers.segments(), rule: (segment) => ({ segment }) },
    list: { words: t('onList'), label: t('list'), hint: t('chooseList'), groups: offers.peopleLists(), rule: (list) => ({ list }) },
    has: { words: t('hasWords'), label: t('identifier'), hint: t('chooseKind'), groups: offers.identifiers(), rule: (has) => ({ has }) },
  };
  const { words, label, hint, groups, rule } = by[kind];
  return (
    <div className="rule-fields">
      <span>{words}</span>
      <Pick label={label} placeholder={hint} value={value} groups={groups} onChange={(name) => onChange(rule(name))} free={kind === 'has'} />
    </div>
  );
}

export function ConsentFields({ rule, onChange }: FieldsProps<ConsentRule>) {
  const { t } = useTranslation('rule');
  const purposes = t('purposes', { returnObjects: true });
  const channels = t('channels', { returnObjects: true });
  const optionsOf = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label: `${label} · ${value}` }));
  return (
    <div className="rule-fields">
      <span>{t('agreed')}</span>
      <AutoComplete
        defaultActiveFirstOption={false}
        aria-label={t('purpose')}
        value={rule.consent}
        options={optionsOf(purposes)}
        onChange={(consent: string) => onChange({ ...rule, consent })}
        style={{ width: 180 }}
      />
      <AutoComplete
        defaultActiveFirstOption={false}
        aria-label={t('channel')}
        placeholder={t('anyChannel')}
        allowClear
        value={rule.channel ?? ''}
        options={optionsOf(channels)}
        onChange={(channel?: string) => onChange(channel === undefined || channel === '' ? { consent: rule.consent } : { ...rule, channel })}
        style={{ width: 180 }}
      />
    </div>
  );
}

export function AnniversaryFields({ rule, onChange }: FieldsProps<AnniversaryRule>) {
  const { t } = useTranslation('rule');
  const offers = useOffers();
  return (
    <div className="rule-fields">
      <Pick
        label={t('trait')}
        placeholder={t('chooseTrait')}
        value={rule.anniversary}
        groups={offers.traits()}
        onChange={(anniversary) => onChange({ ...rule, anniversary })}
        free
      />
      <span>{t('anniversaryWords')}</span>
      <Num label={t('number')} value={rule.next} min={0} max={366} isWhole onChange={(next) => onChange({ ...rule, next })} />
      <span>{t('anniversaryDays')}</span>
    </div>
  );
}

interface ShareFieldsProps {
  readonly share: { readonly percent?: number; readonly n?: number };
  readonly words: Readonly<Record<'percent' | 'n', string>>;
  readonly onChange: (share: { readonly percent: number } | { readonly n: number }) => void;
}

/** How many: a share, or a number of people. */
export function ShareFields({ share, words, onChange }: ShareFieldsProps) {
  const { t } = useTranslation('rule');
  const isShare = share.percent !== undefined;
  return (
    <>
      <Num
        label={t('number')}
        value={share.percent ?? share.n}
        min={isShare ? 0.001 : 1}
        {...(isShare && { max: 100 })}
        onChange={(n) => onChange(isShare ? { percent: n } : { n: Math.round(n) })}
        width={100}
      />
      <Choice<'percent' | 'n'>
        label={t('shareKind')}
        value={isShare ? 'percent' : 'n'}
        options={(['percent', 'n'] as const).map((kind) => ({ value: kind, label: words[kind] }))}
        onChange={(kind) => onChange(kind === 'percent' ? { percent: 20 } : { n: 1000 })}
      />
    </>
  );
}

export function SeedInput({ value, onChange }: { readonly value: string; readonly onChange: (seed: string) => void }) {
  const { t } = useTranslation('rule');
  return (
    <Input
      aria-label={t('seed')}
      title={t('seedHint')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      prefix={t('seed')}
      style={{ width: 180 }}
    />
  );
}
