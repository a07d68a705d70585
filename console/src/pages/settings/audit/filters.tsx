import { Button, Flex, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayBox } from '../../../parts/day-box.tsx';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { SearchBox } from '../../../parts/search-box.tsx';
import { useUrlState } from '../../../parts/url-state.ts';

const kinds = ['session', 'operator', 'password', 'two-factor', 'profile', 'export', 'sql', 'question', 'POST ', 'PUT ', 'PATCH ', 'DELETE '] as const;

export interface AuditFilters {
  readonly action: string;
  readonly object: string;
  readonly operator: string;
  readonly from: string;
  readonly to: string;
}

/** All filters stand in the address, so that a view of the log can be passed on. */
export function useAuditFilters() {
  const [action, setAction] = useUrlState('action');
  const [object, setObject] = useUrlState('object');
  const [operator, setOperator] = useUrlState('operator');
  const [from, setFrom] = useUrlState('from');
  const [to, setTo] = useUrlState('to');
  return { values: { action, object, operator, from, to }, setAction, setObject, setOperator, setFrom, setTo };
}

/** Midnight of this device at the beginning of a day, or of one some days later. */
function midnight(day: string, later = 0): string | undefined {
  const at = new Date(`${day}T00:00`);
  if (Number.isNaN(at.getTime())) return undefined;
  at.setDate(at.getDate() + later);
  return at.toISOString();
}

/** The query of the API: whole days of this device, the last one included. */
export const queryOf = ({ action, object, operator, from, to }: AuditFilters) => ({ action, object, operator, from: midnight(from), to: midnight(to, 1) });

export function Filters({ filters, who }: { readonly filters: ReturnType<typeof useAuditFilters>; readonly who: string | undefined }) {
  const { t } = useTranslation('audit');
  const marks = usePunctuation();
  const { values, setAction, setObject, setOperator, setFrom, setTo } = filters;
  return (
    <Flex gap={8} wrap align="center" role="search" aria-label={t('filters')} style={{ marginBottom: 16 }}>
      <Select
        value={values.action}
        onChange={(action) => setAction(action)}
        aria-label={t('kind')}
        style={{ minWidth: 180 }}
        options={[{ value: '', label: t('anyKind') }, ...kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))]}
      />
      <SearchBox isAsked text={values.object} onText={setObject} label={t('objectHint')} style={{ width: 220 }} />
      <Day label={t('from')} value={values.from} onDay={setFrom} />
      <Day label={t('to')} value={values.to} onDay={setTo} />
      {values.operator === '' ? (
        <Button onClick={() => setOperator('key')}>{t('byKeys')}</Button>
      ) : (
        <Tag closable onClose={() => setOperator(null)}>
          {t('who')}
          {marks.colon}
          {values.operator === 'key' ? t('key') : (who ?? values.operator)}
        </Tag>
      )}
    </Flex>
  );
}

const Day = ({ label, value, onDay }: { readonly label: string; readonly value: string; readonly onDay: (day: string) => void }) => (
  <label style={{ display: 'flex', alignItems: 'center', gap: 6, color: 'var(--text-secondary)' }}>
    {label}
    <DayBox label={label} day={value} onDay={onDay} style={{ width: 150 }} />
  </label>
);
