import type { SegmentOverviewItem } from '@danqing/contracts';
import { Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../../parts/url-state.ts';
import { type Choice, sorts } from './choose.ts';
import { SearchBox } from '../../../parts/search-box.tsx';

const states = ['pending', 'computing', 'ready', 'failed', 'stopped'] as const;
const refreshes = ['live', 'hourly', 'daily', 'manual'] as const;

export interface Filters extends Choice {
  readonly setText: (text: string) => void;
  readonly setFolder: (folder: string) => void;
  readonly setState: (state: string | null) => void;
  readonly setRefresh: (refresh: string | null) => void;
  readonly setOwner: (owner: string | null) => void;
  readonly setSort: (sort: string) => void;
}

/** What is looked for stands in the address: a link shows the same list. */
export function useFilters(): Filters {
  const [text, setText] = useUrlState('q');
  const [folder, setFolder] = useUrlState('folder');
  const [state, setState] = useUrlState('state');
  const [refresh, setRefresh] = useUrlState('refresh');
  const [owner, setOwner] = useUrlState('owner');
  const [sort, setSort] = useUrlState('sort', 'name');
  return { text, setText, folder, setFolder, state, setState, refresh, setRefresh, owner, setOwner, sort, setSort };
}

export function FilterBar({ filters, items }: { readonly filters: Filters; readonly items: readonly SegmentOverviewItem[] }) {
  const { t } = useTranslation('segments');
  const owners = [...new Set(items.map(({ owner }) => owner))].filter((owner) => owner !== '').sort();
  const select = (label: string, value: string, set: (value: string | null) => void, options: { value: string; label: string }[]) => (
    <Select<string>
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 132 }}
      {...(value !== '' && { value })}
      onChange={(next) => set(next ?? null)}
      options={options}
    />
  );
  return (
    <Flex wrap gap={8} style={{ marginBottom: 12 }}>
      <SearchBox text={filters.text} onText={filters.setText} label={t('search')} style={{ width: 280, maxWidth: '100%' }} />
      {select(
        t('filterState'),
        filters.state,
        filters.setState,
        states.map((value) => ({ value, label: t(`states.${value}`) })),
      )}
      {select(
        t('filterRefresh'),
        filters.refresh,
        filters.setRefresh,
        refreshes.map((value) => ({ value, label: t(`refreshes.${value}`) })),
      )}
      {owners.length > 0 &&
        select(
          t('filterOwner'),
          filters.owner,
          filters.setOwner,
          owners.map((value) => ({ value, label: value })),
        )}
      <Select<string>
        aria-label={t('sort')}
        style={{ minWidth: 150 }}
        value={filters.sort}
        onChange={(next) => filters.setSort(next)}
        options={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
      />
    </Flex>
  );
}
