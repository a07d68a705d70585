import type { PipelineView } from '@danqing/contracts';
import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { DataTable } from '../../../parts/data-table.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useReason } from '../parts/reason.ts';

type State = Static<typeof PipelineView>;
type Row = Omit<State['sources'][number], 'reasons'> & { readonly reasons: State['sources'][number]['reasons'] };

const ends = ['passed', 'dropped', 'parked', 'lag'] as const;
const colours = { passed: 'var(--success)', dropped: 'var(--text-secondary)', parked: 'var(--warning)', lag: 'var(--primary)' } as const;

/** A bar whose parts are where the events of a source went. */
function FlowBar({ row }: { readonly row: Row }) {
  const { t } = useTranslation('health');
  const { accepted, passed, dropped, parked, lag } = row;
  return (
    <Flex
      role="img"
      aria-label={t('flowLabel', { accepted, passed, dropped, parked, lag })}
      style={{ height: 12, minWidth: 160, borderRadius: 4, overflow: 'hidden', background: 'var(--line)' }}
    >
      {ends.map((end) => row[end] > 0 && <div key={end} style={{ flex: `${row[end]} 0 2px`, background: colours[end] }} />)}
    </Flex>
  );
}

/** Per source: how many events came and where they went, with the reasons of those that did not pass. */
export function FlowTable({ state }: { readonly state: State }) {
  const { t } = useTranslation('health');
  const formats = useFormats();
  const reasonOf = useReason();
  const { sources, live: _live, ...total } = state;
  const rows: readonly Row[] = sources.length === 1 ? sources : [{ name: '', ...total, reasons: {} }, ...sources];
  const number = (value: number) => <span style={{ fontVariantNumeric: 'tabular-nums' }}>{formats.number(value)}</span>;
  return (
    <DataTable<Row>
      label={t('flow')}
      rows={rows}
      rowKey={({ name }) => name}
      empty={null}
      columns={[
        { title: t('source'), key: 'name', render: (_, { name }) => <strong>{name || t('allSources')}</strong> },
        { title: t('accepted'), key: 'accepted', align: 'right', render: (_, { accepted }) => number(accepted) },
        { title: t('flow'), key: 'flow', width: 260, render: (_, row) => <FlowBar row={row} /> },
        ...ends.map((end) => ({
          title: (
            <span style={{ whiteSpace: 'nowrap' }}>
              <span aria-hidden style={{ display: 'inline-block', width: 8, height: 8, borderRadius: 2, background: colours[end], marginRight: 6 }} />
              {t(end)}
            </span>
          ),
          key: end,
          align: 'right' as const,
          render: (_: unknown, row: Row) => number(row[end]),
        })),
        {
          title: t('reasons'),
          key: 'reasons',
          render: (_, { reasons }) => (
            <Typography.Text type="secondary" style={{ whiteSpace: 'normal', display: 'inline-block', minWidth: 160, maxWidth: 320 }}>
              {Object.entries(reasons)
                .map(([reason, count]) => `${reasonOf(reason)} ${formats.number(count)}`)
                .join(' · ')}
            </Typography.Text>
          ),
        },
      ]}
    />
  );
}
