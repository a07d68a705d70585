import type { TagDependencies, TagView } from '@danqing/contracts';
import { Card, Flex, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useSpoken } from '../../../rule/use-vocabulary.ts';
import { LineagePicture } from './lineage-picture.tsx';

type Relative = TagDependencies['usedBy'][number];
const dataKinds = ['events', 'properties', 'traits', 'identifiers', 'entities', 'metrics', 'consents', 'lists'] as const;

/** What the tag rests on, and what rests on it. */
export function LineageTab({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const { names } = useSpoken();
  const found = useApi<TagDependencies>(`/api/v1/tags/${tag.key}/dependencies`);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton active />;
  const { uses, usedBy } = found.data;
  const nameOf = (kind: (typeof dataKinds)[number], name: string): string => {
    switch (kind) {
      case 'events':
        return names.event(name);
      case 'properties':
        return names.property('*', name);
      case 'traits':
        return names.trait(name);
      case 'identifiers':
        return names.identifier(name);
      case 'metrics':
        return names.metric(name);
      case 'lists':
        return names.list(name);
      default:
        return name;
    }
  };
  const data = dataKinds.flatMap((kind) =>
    (uses.data[kind] ?? []).map((name) => ({ kind: t(`lineage.kinds.${kind}`), key: `${kind} ${name}`, name: nameOf(kind, name) })),
  );
  return (
    <Flex vertical gap={16}>
      <Card title={t('lineage.picture')}>
        <LineagePicture tag={tag} data={data} uses={uses.definitions} usedBy={usedBy} />
      </Card>
      <Flex wrap gap={16}>
        <Card title={t('lineage.data')} style={{ flex: '1 1 280px' }}>
          {data.length === 0 ? (
            <Typography.Text type="secondary">{'sql' in tag.definition ? t('lineage.sqlData') : t('lineage.noData')}</Typography.Text>
          ) : (
            <Flex wrap gap={6}>
              {data.map(({ key, kind, name }) => (
                <Tag key={key} style={{ margin: 0, whiteSpace: 'normal' }}>
                  {kind} · {name}
                </Tag>
              ))}
            </Flex>
          )}
        </Card>
        <Relatives title={t('lineage.uses')} relatives={uses.definitions} empty={t('lineage.noUses')} />
        <Relatives title={t('lineage.usedBy')} relatives={usedBy} empty={t('lineage.unused')} />
      </Flex>
    </Flex>
  );
}

function Relatives({ title, relatives, empty }: { readonly title: string; readonly relatives: readonly Relative[]; readonly empty: string }) {
  const { t } = useTranslation('tags');
  const workspace = useWorkspaceKey();
  return (
    <Card title={title} style={{ flex: '1 1 280px' }}>
      {relatives.length === 0 ? (
        <Typography.Text type="secondary">{empty}</Typography.Text>
      ) : (
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {relatives.map(({ kind, key, name, isDirect }) => (
            <li key={`${kind} ${key}`}>
              <Typography.Text type="secondary">{t(`lineage.${kind}`)} </Typography.Text>
              <Link to={`/w/${workspace}/${kind}s/${encodeURIComponent(key)}`} style={{ textDecoration: 'underline' }}>
                {name}
              </Link>
              {!isDirect && <Typography.Text type="secondary"> {t('lineage.indirect')}</Typography.Text>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
