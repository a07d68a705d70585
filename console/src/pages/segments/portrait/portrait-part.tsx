import type { PortraitView } from '@danqing/contracts';
import { Button, Card, Flex, Select, Skeleton, Spin, Switch, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { AttributeCard } from './attribute-card.tsx';
import { Counted } from './counted.tsx';
import { type PortraitAttribute, tellingOf } from './tgi.ts';
import { usePortraitWords } from './use-words.ts';

interface PortraitPartProps {
  /** The segment's key. */
  readonly of: string;
  readonly self: string;
  /** The key of another segment; '' for everyone. */
  readonly against: string;
  readonly againstName: string;
}

const told = 5;
const shownAtOnce = 12;
const keyOf = ({ kind, key }: PortraitAttribute): string => `${kind}:${key}`;

/** What was not looked at, and why. */
function LeftOut({ of }: { readonly of: PortraitView['leftOut'] }) {
  const { t } = useTranslation('portrait');
  const marks = usePunctuation();
  const words = usePortraitWords();
  return of.length === 0 ? null : (
    <Typography.Paragraph type="secondary">
      {t('leftOut')}
      {marks.colon}
      {of
        .map(
          ({ kind, key, reason }) =>
            `${kind === 'trait' || kind === 'tag' || kind === 'metric' ? words.attribute({ kind, key }) : key}${marks.brackets(t(`reasons.${reason}`))}`,
        )
        .join(' · ')}
    </Typography.Paragraph>
  );
}

/**
 * How the people of a segment differ: first what stands out, in sentences; then every attribute. Traits and tags come first; metrics read events and
 * follow. Of very many people some are drawn, until somebody wants all counted.
 */
export function PortraitPart({ of, self, against, againstName }: PortraitPartProps) {
  const { t } = useTranslation('portrait');
  const formats = useFormats();
  const words = usePortraitWords();
  const [chosenText, setChosen] = useUrlState('attributes');
  const [different, setDifferent] = useUrlState('all', 'no');
  const [shown, setShown] = useState(shownAtOnce);
  const path = `/api/v1/segments/${encodeURIComponent(of)}/portrait`;
  const [isExact, setExact] = useState(false);
  const query = { ...(against !== '' && { against }), ...(!isExact && { estimate: true }) };
  const traits = useApi<PortraitView>(path, { query: { ...query, kinds: 'trait,tag' }, keepPrevious: true });
  const metrics = useApi<PortraitView>(path, { query: { ...query, kinds: 'metric' }, keepPrevious: true });
  if (traits.isError) return <ErrorState error={traits.error} onRetry={() => void traits.refetch()} />;
  if (traits.data === undefined)
    return (
      <>
        <Typography.Text type="secondary">{t('loading')}</Typography.Text>
        <Skeleton active paragraph={{ rows: 6 }} />
      </>
    );
  if (traits.data.inside === 0) return <EmptyState title={t('nobody')} hint={t('nobodyHint')} />;
  const all = [...traits.data.attributes, ...(metrics.data?.attributes ?? [])];
  const chosen = chosenText.split(',').filter((each) => each !== '');
  const isAll = different === 'yes';
  const fitting = all.filter((attribute) =>
    chosen.length === 0 ? isAll || (attribute.isSignificant && !attribute.isInRule) : chosen.includes(keyOf(attribute)),
  );
  const telling = tellingOf(all, told);
  return (
    <Flex vertical gap={16}>
      <Flex wrap gap={16} align="center">
        <Counted portrait={traits.data} isCounting={isExact && (traits.isPlaceholderData || metrics.isPlaceholderData)} onExact={() => setExact(true)} />
        <Select<string[]>
          mode="multiple"
          allowClear
          aria-label={t('attributes')}
          placeholder={t('attributesAll')}
          style={{ minWidth: 220, maxWidth: 420 }}
          maxTagCount="responsive"
          showSearch={{ optionFilterProp: 'label' }}
          value={chosen}
          onChange={(next) => setChosen(next.join(','))}
          options={all.map((attribute) => ({ value: keyOf(attribute), label: words.attribute(attribute) }))}
        />
        {chosen.length === 0 && (
          <Flex gap={8} align="center">
            <Switch size="small" id="only-different" checked={!isAll} onChange={(only) => setDifferent(only ? null : 'yes')} />
            <label htmlFor="only-different">{t('onlyDifferent')}</label>
          </Flex>
        )}
      </Flex>
      {telling.length > 0 && (
        <Card size="small" title={t('top')}>
          <ol style={{ margin: 0, paddingLeft: 20 }}>
            {telling.map(({ attribute, bucket }) => (
              <li key={keyOf(attribute)} style={{ padding: '3px 0', fontSize: 15 }}>
                {t((bucket.index ?? 100) >= 100 ? 'topLine' : 'topLineLow', {
                  attribute: words.attribute(attribute),
                  value: words.bucket(attribute, bucket),
                  inside: formats.percent(bucket.insideShare),
                  base: formats.percent(bucket.baseShare),
                  against: againstName,
                  tgi: words.tgi(bucket, againstName),
                })}
              </li>
            ))}
          </ol>
        </Card>
      )}
      {fitting.length === 0 && !metrics.isLoading && <EmptyState title={t('same', { against: againstName })} hint={t('sameHint')} />}
      <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 460px), 1fr))', alignItems: 'start' }}>
        {fitting.slice(0, shown).map((attribute) => (
          <AttributeCard key={keyOf(attribute)} attribute={attribute} against={againstName} short={against === '' ? againstName : t('tgiOther')} self={self} />
        ))}
      </div>
      {fitting.length > shown && (
        <Button onClick={() => setShown(fitting.length)} style={{ alignSelf: 'center' }}>
          {t('more', { n: formats.number(fitting.length - shown) })}
        </Button>
      )}
      {metrics.isLoading && (
        <Flex gap={8} align="center" aria-live="polite">
          <Spin size="small" /> <Typography.Text type="secondary">{t('loadingMetrics')}</Typography.Text>
        </Flex>
      )}
      {metrics.isError && <ErrorState error={metrics.error} onRetry={() => void metrics.refetch()} />}
      {isAll && <LeftOut of={traits.data.leftOut} />}
    </Flex>
  );
}
