import type { Dimension } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useFormats } from '../../../../parts/format.ts';
import { Awaited } from '../awaited.tsx';
import { Section } from '../section.tsx';
import { useSummary } from '../use-profile-data.ts';
import { Radar } from './radar.tsx';

const share = ({ facts }: Dimension): { readonly known: number; readonly all: number } => ({
  known: facts.filter(({ isKnown }) => isKnown).length,
  all: facts.length,
});

/** The five dimensions: how much is known, what, and what is missing. */
export function Dimensions({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const summary = useSummary(id);
  const nameOf = (key: Dimension['key']): string => t(`dimensions.${key}`);
  return (
    <Section id="dimensions" title={t('dimensions.title')}>
      <Typography.Paragraph type="secondary">{t('dimensions.lead')}</Typography.Paragraph>
      <Awaited query={summary} rows={6}>
        {({ dimensions }) => (
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))', gap: 16, alignItems: 'center' }}>
            <Radar
              dimensions={dimensions}
              nameOf={nameOf}
              label={t('dimensions.picture', {
                list: dimensions.map((one) => t('dimensions.coverage', { name: nameOf(one.key), ...share(one) })).join(t('dimensions.between')),
              })}
            />
            <ul className="profile-lines" style={{ gridColumn: 'span 1' }}>
              {dimensions.map((dimension) => (
                <Row key={dimension.key} dimension={dimension} name={nameOf(dimension.key)} />
              ))}
            </ul>
          </div>
        )}
      </Awaited>
    </Section>
  );
}

function Row({ dimension, name }: { readonly dimension: Dimension; readonly name: string }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const { known, all } = share(dimension);
  const words: Readonly<Record<string, string>> = t('dimensions.facts', { returnObjects: true });
  const missing = dimension.facts.flatMap(({ key, isKnown }) => (isKnown ? [] : [words[key] ?? key]));
  return (
    <li>
      <details>
        <summary style={{ cursor: 'pointer' }}>
          <span style={{ display: 'inline-flex', justifyContent: 'space-between', width: 'calc(100% - 20px)' }}>
            <strong>{name}</strong>
            <span style={{ fontVariantNumeric: 'tabular-nums' }}>
              {known} / {all} · {formats.percent(dimension.coverage, 0)}
            </span>
          </span>
          <span className="profile-bar" aria-hidden="true" style={{ display: 'block', marginTop: 4 }}>
            <span style={{ width: `${dimension.coverage * 100}%` }} />
          </span>
        </summary>
        <Facts dimension={dimension} words={words} />
      </details>
      <span className="profile-quiet" style={{ fontSize: 12 }}>
        {missing.length === 0 ? t('dimensions.nothingMissing') : t('dimensions.missing', { list: missing.join(t('dimensions.between')) })}
      </span>
    </li>
  );
}

function Facts({ dimension, words }: { readonly dimension: Dimension; readonly words: Readonly<Record<string, string>> }) {
  const { t } = useTranslation('customer');
  const names = useFieldNames();
  return (
    <dl className="profile-words" style={{ margin: '8px 0' }}>
      {dimension.facts
        .filter(({ isKnown }) => isKnown)
        .map(({ key, shown }) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>{words[key] ?? key}</dt>
            <dd>{shown === undefined ? t('dimensions.known') : names.traitValue(key, shown)}</dd>
          </div>
        ))}
    </dl>
  );
}
