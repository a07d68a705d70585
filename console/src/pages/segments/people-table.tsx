import type { ProfileView } from '@danqing/contracts';
import { Flex, Select, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/use-pages.ts';
import type { Query } from '../../api/client.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { useFieldNames } from '../../parts/field-names.ts';
import { useFormats } from '../../parts/format.ts';
import { TimeText } from '../../parts/time-text.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { CustomerLink } from '../customers/customer-link.tsx';
import { inOrderOfUse } from '../customers/names.ts';
import { useThingNames } from './use-names.ts';

interface PeopleTableProps {
  /** Of GET /api/v1/profiles: segment or list. */
  readonly query: Query;
  readonly label: string;
  readonly empty: ReactNode;
  /** What stands below a row that is opened. */
  readonly detail?: (profile: ProfileView) => ReactNode;
  readonly detailLabel?: string;
  readonly rowSelection?: TableProps<ProfileView>['rowSelection'];
  readonly extra?: ReactNode;
}

const usual = 'identifiers,lastSeen';

/** A trait by its path, however deep. */
function traitOf(profile: ProfileView, path: string): unknown {
  let value: unknown = profile.traits;
  for (const part of path.split('.')) value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  return value;
}

const pathsIn = (value: unknown, path = ''): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, path === '' ? key : `${path}.${key}`))
    : [path];

/** Customers with the columns that one chooses; the choice stands in the address. */
export function PeopleTable({ query, label, empty, detail, detailLabel, rowSelection, extra }: PeopleTableProps) {
  const { t } = useTranslation('segments');
  const { t: people } = useTranslation('customers');
  const fields = useFieldNames();
  const things = useThingNames();
  const formats = useFormats();
  const [columnsText, setColumns] = useUrlState('columns', usual);
  const pages = usePages<ProfileView>('/api/v1/profiles', { limit: 30, ...query });
  const chosen = columnsText.split(',').filter((each) => each !== '');
  const rows = pages.rows ?? [];
  const traits = [...new Set(rows.flatMap(({ traits: all }) => pathsIn(all)))].filter((path) => path !== '').sort();
  const tags = [...new Set(rows.flatMap(({ tags: all }) => Object.keys(all)))].sort();
  const nameOf = (column: string): string => {
    if (column.startsWith('trait:')) return things.of('trait', column.slice(6));
    return column.startsWith('tag:')
      ? things.of('tag', column.slice(4))
      : people(column === 'identifiers' ? 'columns.identifiers' : column === 'events' ? 'columns.events' : 'columns.lastSeen');
  };
  const shown = (value: unknown, path: string): string => (value === undefined || value === null ? '–' : fields.traitValue(path, value));
  const cellOf = (column: string, profile: ProfileView): ReactNode => {
    if (column === 'identifiers')
      return inOrderOfUse(profile.identifiers)
        .slice(0, 2)
        .map(({ kind, value }) => <div key={`${kind} ${value}`}>{`${fields.kind(kind)} ${value}`}</div>);
    if (column === 'events') return formats.number(profile.eventCount);
    if (column === 'lastSeen') return <TimeText value={profile.lastSeenAt} />;
    return column.startsWith('trait:') ? shown(traitOf(profile, column.slice(6)), column.slice(6)) : shown(profile.tags[column.slice(4)], '');
  };
  const options = [
    { label: people('title'), options: ['identifiers', 'events', 'lastSeen'].map((value) => ({ value, label: nameOf(value) })) },
    { label: t('uses.traits'), options: traits.map((path) => ({ value: `trait:${path}`, label: nameOf(`trait:${path}`) })) },
    { label: t('uses.tags'), options: tags.map((key) => ({ value: `tag:${key}`, label: nameOf(`tag:${key}`) })) },
  ];
  return (
    <>
      {rows.length > 0 && (
        <Flex wrap gap={8} align="center" style={{ marginBottom: 12 }}>
          <span id="columns-label">{t('members.columns')}</span>
          <Select<string[]>
            mode="multiple"
            aria-label={t('members.columnsLabel')}
            aria-labelledby="columns-label"
            style={{ minWidth: 260, maxWidth: 560, flex: '0 1 auto' }}
            maxTagCount="responsive"
            showSearch={{ optionFilterProp: 'label' }}
            value={chosen}
            onChange={(next) => setColumns(next.length === 0 ? usual : next.join(','))}
            options={options}
          />
          {extra}
        </Flex>
      )}
      <DataTable<ProfileView>
        label={label}
        {...pages}
        rowKey={({ id }) => String(id)}
        empty={empty}
        columns={[
          { title: people('columns.customer'), key: 'customer', render: (_, profile) => <CustomerLink profile={profile} /> },
          ...chosen.map((column) => ({ title: nameOf(column), key: column, render: (_: unknown, profile: ProfileView) => cellOf(column, profile) })),
        ]}
        {...(rowSelection !== undefined && { rowSelection })}
        {...(detail !== undefined && {
          expandable: {
            expandedRowRender: (profile: ProfileView) => detail(profile),
            columnTitle: <span className="visually-hidden">{detailLabel}</span>,
          },
        })}
      />
    </>
  );
}
