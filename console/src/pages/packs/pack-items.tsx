import type { PackItemView, PackView } from '@danqing/contracts';
import { Button, Segmented, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useUrlState } from '../../parts/url-state.ts';

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
  if (item.adopted !== null) return <Tag color="success">{t('inUse')}</Tag>;
  if (item.isKeyTaken) return <Tag>{t('keyTaken')}</Tag>;
  if (item.isAvailable) return <Tag color="processing">{t('available')}</Tag>;
  const names = item.missing.map(({ kind, name }) => `${kindName(kind)} ${name}`).join(', ');
  return <Typography.Text type="secondary">{t('missing', { names })}</Typography.Text>;

  function kindName(kind: string): string {
    switch (kind) {
      case 'event':
      case 'property':
      case 'trait':
      case 'identifier':
      case 'entity':
      case 'consent':
      case 'tag':
      case 'segment':
        return t(`needs.${kind}`);
      default:
        return kind;
    }
  }
}

/** What a pack brings, item by item, with the data that each still misses. */
export function PackItems({ packKey, adopt }: { readonly packKey: string; readonly adopt: (key: string) => void }) {
  const { t } = useTranslation('packs');
  const language = useLanguage();
  const pack = useApi<PackView>(`/api/v1/packs/${packKey}`);
  const [filter, setFilter] = useUrlState('show', 'all');
  const chosen = filters.find((name) => name === filter) ?? 'all';
  return (
    <div style={{ marginTop: 16 }}>
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
                <div>{item.name[language]}</div>
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
              item.isAvailable && item.adopted === null && !item.isKeyTaken ? (
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
