import type { RuleJson, SchemeSizes, SchemeValue, SchemeView } from '@danqing/contracts';
import { Button, Flex, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { useFormats } from '../../../parts/format.ts';
import { useMakeSegment } from '../../segments/overlap/use-make.tsx';
import { useColours } from '../colours.ts';
import { usePartNames } from '../names.ts';
import { Dot } from '../share-bar.tsx';

interface PartsTableProps {
  readonly scheme: SchemeView;
  readonly sizes: SchemeSizes;
  readonly values: SchemeValue | undefined;
  readonly days: string;
}

interface Row {
  readonly key: string;
  readonly size: number;
  readonly was: number | null;
  readonly value: SchemeValue['items'][number] | undefined;
}

/** Who is in a part, as a rule. */
export const ruleOfPart = (tag: string, key: string): RuleJson => (key === '' ? { tag, op: 'missing' } : { tag, op: 'eq', value: key });

/** Every group with its size, growth and worth; the unassigned last. */
export function PartsTable({ scheme, sizes, values, days }: PartsTableProps) {
  const { t } = useTranslation('schemes');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('definitions.write');
  const { make, isMaking } = useMakeSegment();
  const colourOf = useColours(scheme.parts);
  const nameOf = usePartNames(scheme.parts);
  const { total, against } = sizes;
  const money = (amount: number): string => (values === undefined ? '' : formats.money(Math.round(amount), values.currency).replace(/[.,]00(?!\d)/, ''));
  const allSales = values?.items.reduce((sum, { netSales12 }) => sum + netSales12, 0) ?? 0;
  const rows = sizes.sizes.map(({ key, size }): Row => {
    const before = against?.sizes.find((each) => each.key === key)?.size;
    return { key, size, was: against === null ? null : (before ?? 0), value: values?.items.find((each) => each.key === key) };
  });
  return (
    <DataTable<Row>
      label={t('tabs.overview')}
      rows={rows}
      rowKey={({ key }) => key}
      empty={null}
      columns={[
        {
          title: t('part'),
          key: 'part',
          render: (_, { key }) => (
            <div>
              <Flex gap={8} align="center">
                <Dot colour={colourOf(key)} />
                <strong>{nameOf(key)}</strong>
              </Flex>
              <Typography.Text type="secondary" style={{ fontSize: 13 }}>
                {scheme.parts.find((part) => part.key === key)?.description}
              </Typography.Text>
            </div>
          ),
        },
        { title: t('size'), key: 'size', align: 'right', render: (_, { size }) => formats.number(size) },
        { title: t('share'), key: 'share', align: 'right', render: (_, { size }) => formats.percent(total === 0 ? 0 : size / total) },
        { title: t('growth', { days }), key: 'growth', align: 'right', render: (_, row) => <Growth row={row} newText={t('growthNew')} /> },
        { title: t('netSales12'), key: 'sales12', align: 'right', render: (_, { value }) => <Sales value={value} money={money} allTime={t('netSales')} /> },
        {
          title: t('salesShare'),
          key: 'salesShare',
          align: 'right',
          render: (_, { value }) => (value === undefined ? '…' : allSales <= 0 ? '–' : formats.percent(value.netSales12 / allSales)),
        },
        {
          title: t('perHead'),
          key: 'perHead',
          align: 'right',
          render: (_, { value, size }) => (value === undefined ? '…' : size === 0 ? '–' : money(value.netSales12 / size)),
        },
        {
          title: t('actions'),
          key: 'actions',
          render: (_, { key, size }) => (
            <Flex gap={12} wrap align="center">
              {mayWrite && (
                <Button
                  size="small"
                  loading={isMaking}
                  aria-label={t('makeSegmentOf', { part: nameOf(key) })}
                  onClick={() => make(t('segmentName', { scheme: scheme.name, part: nameOf(key) }), ruleOfPart(scheme.tag, key))}
                >
                  {t('makeSegment')}
                </Button>
              )}
              {size > 0 && (
                <Link
                  to={`/w/${workspace}/schemes/${scheme.key}?tab=portrait&part=${encodeURIComponent(key)}`}
                  aria-label={t('seePortraitOf', { part: nameOf(key) })}
                >
                  {t('seePortrait')}
                </Link>
              )}
            </Flex>
          ),
        },
      ]}
    />
  );
}

/** Of twelve months; of all time in the hint. */
function Sales({ value, money, allTime }: { readonly value: Row['value']; readonly money: (amount: number) => string; readonly allTime: string }) {
  if (value === undefined) return <>…</>;
  return (
    <Tooltip title={`${allTime} ${money(value.netSales)}`}>
      <span tabIndex={0}>{money(value.netSales12)}</span>
    </Tooltip>
  );
}

function Growth({ row: { size, was }, newText }: { readonly row: Row; readonly newText: string }) {
  const formats = useFormats();
  if (was === null) return <>–</>;
  const change = size - was;
  const share = was === 0 ? (size === 0 ? '' : newText) : `${change > 0 ? '+' : ''}${formats.percent(change / was)}`;
  const text = `${change > 0 ? '+' : ''}${formats.number(change)}`;
  return (
    <Tooltip title={`${formats.number(was)} → ${formats.number(size)}`}>
      <span tabIndex={0}>
        {text}
        {share !== '' && <span style={{ color: 'var(--text-secondary)', marginLeft: 6 }}>{share}</span>}
      </span>
    </Tooltip>
  );
}
