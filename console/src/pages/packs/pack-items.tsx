import type { PackItemView, PackView } from '@danqing/contracts';
import { Button, Segmented, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useMissingWords } from './missing.ts';
import { MostWanted } from './most-wanted.tsx';

type Filter = 'all' | 'available' | 'missing' | 'adopted';
const filters: readonly Filter[] = ['all', 'available', 'missing', 'adopted'];

const passes: Readonly<Record<Filter, (item: PackItemView) => boolean>> = {
  all: () => true,
  available: ({ isAvailable, adopted }) => isAvailable && adopted === null,
  missing: ({ isAvailable }) => !isAvailable,
  adopted: ({ adopted }) => adopted !== null,
};

function StateOf({ item }: { readonly item: PackItemView }) {
  const { t } = useTranslation('packs');
  const wordsFor = useMissingWords();
  if (item.adopted !== null) return <Tag color="success">{t('inUse')}</Tag>;
  if (item.isKeyTaken) return <Tag>{t('keyTaken')}</Tag>;
  if (item.isAvailable) return <Tag color="processing">{t('available')}</Tag>;
  return (
    <div style={{ whiteSpace: 'normal', maxWidth: 260 }}>
      <Tag>{t('lacking')}</Tag>
      {item.missing.map((missing) => (
        <Typography.Text key={`${missing.kind} ${missing.name}`} type="secondary" style={{ display: 'block', fontSize: 13 }}>
          {wordsFor(missing)}
        </Typography.Text>
      ))}
    </div>
  );
}

/** What a pack brings, item by item, with the data that each still misses. */
export function PackItems({ packKey, adopt }: { readonly packKey: string; readonly adopt: (key: string) => void }) {
  const { t } = useTranslation('packs');
  const language = useLanguage();
  const pack = useApi<PackView>(`/api/v1/packs/${packKey}`);
  const [filter, setFilter] = useUrlState('show', 'all');
  const workspace = useWorkspaceKey();
  const may = useMay('definitions.write');
  const chosen = filters.find((name) => name === filter) ?? 'all';
  return (
    <div style={{ marginTop: 16 }}>
      {pack.data !== undefined && <MostWanted items={pack.data.items} />}
      <Segmented<Filter>
        value={chosen}
        onChange={setFilter}
        options={filters.map((name) => ({ value: name, label: t(`filter.${name}`) }))}
        style={{ marginBottom: 12 }}
      />
      <DataTable<PackItemView>
        label={t('title')}
        rows={pack.data?.items.filter(passes[chosen])}
        error={pack.error}
        onRetry={() => void pack.refetch()}
        rowKey={(item) => `${item.kind}:${item.key}`}
        empty={<EmptyState />}
        columns={[
          {
            title: t('item'),
            key: 'name',
            render: (_, item) => (
              <div style={{ maxWidth: 'min(640px, 52vw)', whiteSpace: 'normal' }}>
                {item.adopted === null ? (
                  <div>{item.name[language]}</div>
                ) : (
                  <Link to={`/w/${workspace}/${item.kind}s/${encodeURIComponent(item.key)}`}>{item.name[language]}</Link>
                )}
                <Typography.Paragraph type="secondary" ellipsis={{ rows: 2, tooltip: true }} style={{ margin: 0 }}>
                  {item.description?.[language] ?? item.sentence?.[language]}
                </Typography.Paragraph>
              </div>
            ),
          },
          { title: t('kind'), key: 'kind', width: 90, render: (_, item) => t(item.kind) },
          { title: t('state'), key: 'state', width: 240, render: (_, item) => <StateOf item={item} /> },
          {
            key: 'action',
            width: 90,
            render: (_, item) =>
              may && item.isAvailable && item.adopted === null && !item.isKeyTaken ? (
                <Button size="small" onClick={() => adopt(item.key)}>
                  {t('adoptOne')}
                </Button>
              ) : null,
          },
        ]}
      />
    </div>
  );
}
