import type { TagHistoryItem, TagValueItem, TagView, TagWhy } from '@danqing/contracts';
import { Button, Card, Flex, Skeleton, Tag, Timeline, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { ProofTree } from '../../../parts/proof-tree.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { CustomerSearch } from './customer-search.tsx';
import { useValueWords } from './value-words.ts';

const exampleCount = 6;

/** Why a customer has this value, and what they had before. */
export function WhoTab({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const { t: customers } = useTranslation('customers');
  const [chosen, setChosen] = useUrlState('profile');
  const profile = Number(chosen) || undefined;
  const say = useValueWords(tag.key);
  const examples = useApi<{ readonly items: readonly Static<typeof TagValueItem>[] }>(`/api/v1/tags/${tag.key}/values`, {
    query: { limit: exampleCount },
    enabled: profile === undefined,
  });
  return (
    <Flex vertical gap={16}>
      <Card title={t('who.title')}>
        <Flex vertical gap={12}>
          <CustomerSearch value={profile} onChange={(id) => setChosen(id === undefined ? null : String(id))} />
          {profile === undefined && (examples.data?.items.length ?? 0) > 0 && (
            <Flex wrap gap={8} align="center">
              <Typography.Text type="secondary">{t('who.examples')}</Typography.Text>
              {examples.data?.items.map((each) => (
                <Button key={each.profile} size="small" onClick={() => setChosen(String(each.profile))}>
                  {customers('number', { id: each.profile })} · {say(each.value)}
                </Button>
              ))}
            </Flex>
          )}
        </Flex>
      </Card>
      {profile === undefined ? <EmptyState title={t('who.empty')} /> : <Why tag={tag} profile={profile} />}
    </Flex>
  );
}

function Why({ tag, profile }: { readonly tag: TagView; readonly profile: number }) {
  const { t } = useTranslation('tags');
  const { t: customers } = useTranslation('customers');
  const language = useLanguage();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const say = useValueWords(tag.key);
  const why = useApi<TagWhy>(`/api/v1/tags/${tag.key}/why`, { query: { profile } });
  if (why.isError) return <ErrorState error={why.error} onRetry={() => void why.refetch()} />;
  if (why.data === undefined) return <Skeleton active />;
  const { value, valueAt, computed, proofs, origin, sentence, reason } = why.data;
  const isNumbered = 'cases' in tag.definition || 'lifecycle' in tag.definition;
  const isOutdated = computed !== null && JSON.stringify(computed) !== JSON.stringify(value);
  return (
    <>
      <Card title={<Link to={`/w/${workspace}/customers/${why.data.profile}`}>{customers('number', { id: why.data.profile })}</Link>}>
        <Flex wrap gap={8} align="center">
          <Typography.Text type="secondary">{t('who.now')}</Typography.Text>
          <Tag style={{ fontSize: 15, padding: '2px 10px', whiteSpace: 'normal' }}>{say(value)}</Tag>
          {valueAt !== null && <Typography.Text type="secondary">{t('who.since', { when: formats.time(valueAt) })}</Typography.Text>}
          {isOutdated && <Typography.Text type="warning">{t('who.would', { value: say(computed) })}</Typography.Text>}
        </Flex>
        <Typography.Paragraph style={{ margin: '12px 0' }}>{sentence[language]}</Typography.Paragraph>
        {reason !== null && <Typography.Paragraph strong>{reason[language]}</Typography.Paragraph>}
        {'sql' in tag.definition && <Typography.Text type="secondary">{t('who.sqlNote')}</Typography.Text>}
        {tag.kind === 'manual' && <Typography.Text type="secondary">{t('who.manualNote')}</Typography.Text>}
        {origin !== null && <Typography.Text type="secondary">{t('who.from', { source: origin.source, when: formats.time(origin.at) })}</Typography.Text>}
        <ProofTree profile={profile} proofs={proofs} {...(isNumbered && { nameOf: (index) => t('who.caseOf', { n: index + 1 }) })} />
      </Card>
      <History tag={tag} profile={profile} />
    </>
  );
}

function History({ tag, profile }: { readonly tag: TagView; readonly profile: number }) {
  const { t } = useTranslation('tags');
  const say = useValueWords(tag.key);
  const history = useApi<{ readonly items: readonly Static<typeof TagHistoryItem>[] }>(`/api/v1/profiles/${profile}/tags/${tag.key}/history`, {
    query: { limit: 20 },
  });
  const items = history.data?.items ?? [];
  return (
    <Card title={t('who.history')}>
      {history.data === undefined ? (
        <Skeleton active />
      ) : items.length === 0 ? (
        <Typography.Text type="secondary">{t('who.historyNone')}</Typography.Text>
      ) : (
        <Timeline
          items={items.map(({ at, value, version, source, isDerived }) => ({
            key: `${at} ${version}`,
            content: (
              <>
                <strong>{value === null ? t('who.gone') : say(value)}</strong> <TimeText value={at} />{' '}
                <Typography.Text type="secondary">
                  {t('page.version', { version })}
                  {source !== '' && ` · ${t('who.by', { source })}`}
                  {isDerived && ` · ${t('who.derived')}`}
                </Typography.Text>
              </>
            ),
          }))}
        />
      )}
    </Card>
  );
}
