import type { SegmentWhy, TagHistoryItem, TagWhy } from '@danqing/contracts';
import { Alert, Button, Drawer, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../../api/use-api.ts';
import { usePages } from '../../../../api/use-pages.ts';
import { useLanguage } from '../../../../i18n/use-language.ts';
import { useFieldNames } from '../../../../parts/field-names.ts';
import { useFormats } from '../../../../parts/format.ts';
import { ProofTree } from '../../../../parts/proof-tree.tsx';
import { useUrlState } from '../../../../parts/url-state.ts';
import { Awaited } from '../awaited.tsx';
import { summaryOf } from '../stage.ts';
import { useCrowds, useProfileTags } from '../use-profile-data.ts';

type HistoryItem = Static<typeof TagHistoryItem>;

/** Why a tag has its value, or why they are in a segment: sentences with what speaks for them. What is open stands in the address (`why=tag:key`). */
export function WhyDrawer({ id }: { readonly id: number }) {
  const { t } = useTranslation('customer');
  const [why, setWhy] = useUrlState('why');
  const [kind = '', ...rest] = why.split(':');
  const key = rest.join(':');
  const [tags, crowds] = [useProfileTags(id), useCrowds(id)];
  const tag = tags.data?.items.find((one) => one.tag === key);
  const segment = crowds.data?.segments.find((one) => one.key === key);
  const title = kind === 'tag' ? t('tags.whyOf', { name: tag?.name ?? key }) : t('crowds.whyOf', { name: segment?.name ?? key });
  return (
    <Drawer open={why !== ''} onClose={() => setWhy(null)} title={title} size={560} destroyOnHidden>
      {kind === 'tag' && <WhyTag id={id} tagKey={key} />}
      {kind === 'segment' && <WhySegment id={id} segmentKey={key} />}
    </Drawer>
  );
}

function WhyTag({ id, tagKey }: { readonly id: number; readonly tagKey: string }) {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const formats = useFormats();
  const names = useFieldNames();
  const why = useApi<TagWhy>(`/api/v1/tags/${encodeURIComponent(tagKey)}/why`, { query: { profile: id } });
  const shown = (value: unknown): string => (value === null ? t('why.noValue') : names.value(summaryOf(value)));
  return (
    <Flex vertical gap={20}>
      <Awaited query={why} rows={6}>
        {({ value, valueAt, computed, sentence, reason, proofs, details, origin }) => (
          <>
            <div>
              <div className="profile-quiet">{t('why.valueNow')}</div>
              <strong style={{ fontSize: 20 }}>{shown(value)}</strong>{' '}
              {valueAt !== null && <span className="profile-quiet">{t('why.since', { time: formats.time(valueAt) })}</span>}
            </div>
            {computed !== null && JSON.stringify(computed) !== JSON.stringify(value) && (
              <Alert type="info" showIcon title={t('why.pending', { value: shown(computed) })} />
            )}
            <div>
              <div className="profile-quiet">{t('why.definition')}</div>
              <div>{sentence[language]}</div>
              {reason !== null && <strong>{reason[language]}</strong>}
              {origin !== null && <div className="profile-quiet">{t('why.origin', { source: origin.source, time: formats.time(origin.at) })}</div>}
            </div>
            <Details details={details} />
            <div>
              <Typography.Title level={3} style={{ fontSize: 15 }}>
                {t('why.evidence')}
              </Typography.Title>
              {proofs.length === 0 ? (
                <Typography.Text type="secondary">{t('why.noProof')}</Typography.Text>
              ) : (
                <ProofTree profile={id} proofs={proofs} {...(proofs.length > 1 && { nameOf: (index) => t('why.part', { n: index + 1 }) })} />
              )}
            </div>
          </>
        )}
      </Awaited>
      <History id={id} tagKey={tagKey} shown={shown} />
    </Flex>
  );
}

/** The scores of a ranking, the values behind a score. */
function Details({ details }: { readonly details: TagWhy['details'] }) {
  const { t } = useTranslation('customer');
  const names = useFieldNames();
  const plain = Object.entries(details).filter(([, value]) => typeof value === 'number' || typeof value === 'string');
  if (plain.length === 0) return null;
  return (
    <div>
      <div className="profile-quiet">{t('why.scores')}</div>
      {plain.map(([name, value]) => `${name} ${names.value(value)}`).join(' · ')}
    </div>
  );
}

function History({ id, tagKey, shown }: { readonly id: number; readonly tagKey: string; readonly shown: (value: unknown) => string }) {
  const { t } = useTranslation('customer');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const history = usePages<HistoryItem>(`/api/v1/profiles/${id}/tags/${encodeURIComponent(tagKey)}/history`, { limit: 20 });
  return (
    <div>
      <Typography.Title level={3} style={{ fontSize: 15 }}>
        {t('why.history')}
      </Typography.Title>
      {history.rows?.length === 0 && <Typography.Text type="secondary">{t('why.noHistory')}</Typography.Text>}
      <ul className="profile-lines">
        {history.rows?.map((item) => (
          <li key={`${item.at} ${item.profile}`}>
            <strong>{item.value === null ? t('why.gone') : shown(item.value)}</strong>{' '}
            <span className="profile-quiet">
              {formats.time(item.at)}
              {item.isDerived && ` · ${t('why.derived')}`}
              {item.source !== '' && ` · ${t('tags.said', { source: item.source })}`}
            </span>
          </li>
        ))}
      </ul>
      {history.loadMore !== undefined && (
        <Button size="small" onClick={history.loadMore} loading={history.isFetching}>
          {common('loadMore')}
        </Button>
      )}
    </div>
  );
}

function WhySegment({ id, segmentKey }: { readonly id: number; readonly segmentKey: string }) {
  const { t } = useTranslation('customer');
  const why = useApi<SegmentWhy>(`/api/v1/segments/${encodeURIComponent(segmentKey)}/why`, { query: { profile: id } });
  return (
    <Awaited query={why} rows={6}>
      {({ isMember, proof }) => (
        <>
          <Typography.Paragraph strong>{isMember ? t('why.member') : t('why.notMember')}</Typography.Paragraph>
          <ProofTree profile={id} proofs={[proof]} />
        </>
      )}
    </Awaited>
  );
}
