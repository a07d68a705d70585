import type { SegmentDependencies, SegmentView } from '@danqing/contracts';
import { ArrowRightOutlined } from '@ant-design/icons';
import { Card, Flex, Grid, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFieldNames } from '../../../parts/field-names.ts';
import { useThingNames } from '../use-names.ts';

type Dependencies = Static<typeof SegmentDependencies>;
type Use = keyof Dependencies['uses'];

const order: readonly Use[] = ['segments', 'lists', 'tags', 'traits', 'metrics', 'events', 'properties', 'identifiers', 'entities', 'consents'];
const box = { border: '1px solid var(--line)', borderRadius: 8, padding: '8px 12px', overflowWrap: 'anywhere' } as const;

/** What it rests on, and what rests on it, from left to right. */
export function LinksCard({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('segments');
  const names = useThingNames();
  const fields = useFieldNames();
  const workspace = useWorkspaceKey();
  const isWide = Grid.useBreakpoint().md ?? true;
  const links = useApi<Dependencies>(`/api/v1/segments/${encodeURIComponent(segment.key)}/dependencies`);
  if (links.isError) return <ErrorState error={links.error} onRetry={() => void links.refetch()} />;
  if (links.data === undefined) return <Skeleton active />;
  const { uses, usedBy, followedBy } = links.data;
  const nameOf = (use: Use, key: string): string => {
    if (use === 'tags') return names.of('tag', key);
    if (use === 'segments') return names.of('segment', key);
    if (use === 'lists') return names.of('list', key);
    if (use === 'traits') return names.of('trait', key);
    if (use === 'metrics') return names.of('metric', key);
    if (use === 'events') return names.of('event', key);
    return use === 'identifiers' ? fields.kind(key) : key;
  };
  const areas: Partial<Record<Use, string>> = { tags: 'tags', segments: 'segments', lists: 'lists' };
  const used = order.filter((use) => uses[use].length > 0);
  const arrow = (
    <Flex align="center" justify="center" style={{ color: 'var(--text-secondary)', transform: isWide ? 'none' : 'rotate(90deg)' }}>
      <ArrowRightOutlined aria-hidden style={{ fontSize: 18 }} />
    </Flex>
  );
  return (
    <Card title={t('links')}>
      <div style={{ display: 'grid', gap: 12, gridTemplateColumns: isWide ? '1fr auto minmax(140px, 0.6fr) auto 1fr' : '1fr', alignItems: 'center' }}>
        <Flex vertical gap={8} role="group" aria-label={t('linksUses')}>
          <Typography.Text type="secondary">{t('linksUses')}</Typography.Text>
          {used.length === 0 && <span>{t('linksNone')}</span>}
          {used.map((use) => (
            <div key={use} style={box}>
              <Typography.Text type="secondary" style={{ fontSize: 13, display: 'block' }}>
                {t(`uses.${use}`)}
              </Typography.Text>
              {uses[use].map((key, index) => (
                <span key={key}>
                  {index > 0 && ' · '}
                  {areas[use] === undefined ? (
                    nameOf(use, key)
                  ) : (
                    <Link to={`/w/${workspace}/${areas[use]}/${encodeURIComponent(key.split('.')[0] ?? key)}`}>{nameOf(use, key)}</Link>
                  )}
                </span>
              ))}
            </div>
          ))}
        </Flex>
        {arrow}
        <div style={{ ...box, borderColor: 'var(--primary)', background: 'var(--selected)', textAlign: 'center', fontWeight: 600 }}>{segment.name}</div>
        {arrow}
        <Flex vertical gap={8} role="group" aria-label={t('linksUsedBy')}>
          <Typography.Text type="secondary">{t('linksUsedBy')}</Typography.Text>
          {usedBy.length === 0 && <span>{t('linksUsedByNone')}</span>}
          {usedBy.map(({ kind, key }) => (
            <div key={`${kind} ${key}`} style={box}>
              <Typography.Text type="secondary" style={{ fontSize: 13, display: 'block' }}>
                {t(`usedKinds.${kind}`)}
              </Typography.Text>
              <Link to={`/w/${workspace}/${kind}s/${encodeURIComponent(key)}`}>{names.of(kind, key)}</Link>
            </div>
          ))}
        </Flex>
      </div>
      {followedBy.length > usedBy.length && (
        <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
          {t('linksFollowed', { n: followedBy.length })}
        </Typography.Paragraph>
      )}
    </Card>
  );
}
