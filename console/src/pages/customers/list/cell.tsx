import type { ProfileRow } from '@danqing/contracts';
import { Flex, Tag, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useFieldNames } from '../../../parts/field-names.ts';
import { useFormats } from '../../../parts/format.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { useSpoken } from '../../../rule/use-vocabulary.ts';
import { inOrderOfUse, nameOf, shortOf } from '../names.ts';

const shownAtOnce = 2;

const isMoment = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);

/** What stands under a path; names with dots are looked for whole first. */
function valueAt(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  const own = entries.find(([name]) => name === path);
  if (own !== undefined) return own[1];
  const dot = path.indexOf('.');
  const inner = dot < 0 ? undefined : entries.find(([name]) => name === path.slice(0, dot));
  return inner === undefined ? undefined : valueAt(inner[1], path.slice(dot + 1));
}

/** A customer's name, leading to their page. */
export function NameCell({ row }: { readonly row: ProfileRow }) {
  const { t } = useTranslation('views');
  const workspace = useWorkspaceKey();
  return (
    <div style={{ whiteSpace: 'nowrap' }}>
      <Link to={`/w/${workspace}/customers/${row.id}`}>{nameOf(row) ?? t('unnamed')}</Link>
      <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
        {t('number', { id: row.id })}
      </Typography.Text>
    </div>
  );
}

/** A few of many, the others behind "+3". */
function Some({ values, label }: { readonly values: readonly string[]; readonly label: string }) {
  const { t } = useTranslation('views');
  const marks = usePunctuation();
  const rest = values.slice(shownAtOnce);
  return (
    <Flex gap={4} wrap={false} aria-label={label}>
      {values.slice(0, shownAtOnce).map((value) => (
        <Tag key={value} style={{ margin: 0 }}>
          {value}
        </Tag>
      ))}
      {rest.length > 0 && (
        <Tooltip title={rest.join(marks.between)}>
          <Tag style={{ margin: 0 }} tabIndex={0} aria-label={`${t('more', { n: String(rest.length) })} ${rest.join(marks.between)}`}>
            +{rest.length}
          </Tag>
        </Tooltip>
      )}
    </Flex>
  );
}

export interface CellProps {
  readonly row: ProfileRow;
  readonly column: string;
  readonly name: string;
  /** Of a metric: count, money, ratio, day. */
  readonly unit: string;
  readonly currency: string;
}

const Nothing = () => <Typography.Text type="secondary">–</Typography.Text>;

/** A value of any kind: of a trait or of a tag. */
function Value({ value, path, label }: { readonly value: unknown; readonly path: string; readonly label: string }) {
  const fields = useFieldNames();
  if (value === undefined || value === null || value === '') return <Nothing />;
  if (isMoment(value)) return <TimeText value={value} />;
  if (Array.isArray(value)) return <Some label={label} values={value.map(fields.value)} />;
  return (
    <Typography.Text ellipsis={{ tooltip: true }} style={{ maxWidth: 240 }}>
      {fields.traitValue(path, value)}
    </Typography.Text>
  );
}

function Metric({ value, unit, currency }: { readonly value: number | null | undefined; readonly unit: string; readonly currency: string }) {
  const formats = useFormats();
  if (value === null || value === undefined) return <Nothing />;
  if (unit === 'money') return formats.money(value, currency);
  return unit === 'ratio' ? formats.percent(value) : formats.number(value, unit === 'day' ? 1 : 2);
}

function Identifiers({ row, kind, label }: { readonly row: ProfileRow; readonly kind: string; readonly label: string }) {
  const values = row.identifiers.filter((each) => each.kind === kind || each.kind.startsWith(`${kind}:`)).map(({ value }) => shortOf(value));
  if (values.length === 0) return <Nothing />;
  return values.length > 1 ? <Some label={label} values={values} /> : <span>{values[0]}</span>;
}

/** A column that needs no path. */
function Plain({ row, column, name }: Pick<CellProps, 'row' | 'column' | 'name'>) {
  const formats = useFormats();
  const fields = useFieldNames();
  const { names } = useSpoken();
  switch (column) {
    case 'name':
      return <NameCell row={row} />;
    case 'id':
      return <span style={{ fontVariantNumeric: 'tabular-nums' }}>{row.id}</span>;
    case 'eventCount':
      return formats.number(row.eventCount);
    case 'createdAt':
    case 'firstSeenAt':
    case 'lastSeenAt':
      return <TimeText value={row[column]} />;
    case 'segments':
      return <Some label={name} values={row.segments.map((key) => names.segment(key))} />;
    default:
      return <Some label={name} values={inOrderOfUse(row.identifiers).map(({ kind, value }) => `${fields.kind(kind)} ${shortOf(value)}`)} />;
  }
}

/** One customer's cell of a column. */
export function Cell({ row, column, name, unit, currency }: CellProps) {
  const dot = column.indexOf('.');
  if (dot < 0) return <Plain row={row} column={column} name={name} />;
  const [kind, of] = [column.slice(0, dot), column.slice(dot + 1)];
  if (kind === 'identifiers') return <Identifiers row={row} kind={of} label={name} />;
  if (kind === 'metrics') return <Metric value={row.metrics[of]} unit={unit} currency={currency} />;
  return <Value value={valueAt(kind === 'tags' ? row.tags : row.traits, of)} path={kind === 'tags' ? '' : of} label={name} />;
}

/** Columns of numbers stand right-aligned. */
export const isNumeric = (column: string): boolean => column === 'eventCount' || column.startsWith('metrics.');
