import type { TriedColumn } from '@danqing/contracts';
import { Flex, Input, Radio, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { SureNumber } from '../../../parts/sure-number.tsx';
import { type ConnectionDraft, isDatabase } from './draft.ts';
import { Field } from './field.tsx';

interface PullFieldsProps {
  readonly draft: ConnectionDraft;
  readonly set: (change: Partial<ConnectionDraft>) => void;
}

/** What is read of the place: a query, or which files. */
export function PullFields({ draft, set }: PullFieldsProps) {
  const { t } = useTranslation('connections');
  if (isDatabase(draft.kind))
    return (
      <Field label={t('query')} hint={t('queryHint')} width={720}>
        <Input.TextArea
          value={draft.query}
          rows={5}
          spellCheck={false}
          style={{ fontFamily: 'var(--font-code, monospace)' }}
          placeholder="SELECT id, phone, amount, updated_at FROM orders"
          onChange={({ target }) => set({ query: target.value })}
        />
      </Field>
    );
  return (
    <Flex wrap gap={16}>
      <Field label={t('pattern')} hint={t('patternHint')}>
        <Input value={draft.pattern} spellCheck={false} onChange={({ target }) => set({ pattern: target.value })} />
      </Field>
      {draft.kind === 's3' && (
        <Field label={t('prefix')} width={240}>
          <Input value={draft.prefix} placeholder="orders/2026/" spellCheck={false} onChange={({ target }) => set({ prefix: target.value })} />
        </Field>
      )}
    </Flex>
  );
}

/** How new rows are known, once the columns are. */
export function ReadFields({ draft, set, columns }: PullFieldsProps & { readonly columns: readonly TriedColumn[] }) {
  const { t } = useTranslation('connections');
  const growing = columns.filter(({ grows }) => grows);
  const isTime = /time|date/i.test(columns.find(({ name }) => name === draft.column)?.type ?? 'time');
  return (
    <Flex vertical gap={16}>
      <Field label={t('read')} width={720}>
        <Radio.Group
          value={draft.read}
          onChange={({ target }) => set({ read: target.value === 'all' ? 'all' : 'new' })}
          options={(['new', 'all'] as const).map((value) => ({
            value,
            label: (
              <>
                {t(`reads.${value}`)} <Typography.Text type="secondary">{t(`readHints.${value}`)}</Typography.Text>
              </>
            ),
          }))}
        />
      </Field>
      {draft.read === 'new' && (
        <Flex wrap gap={16}>
          <Field label={t('column')} hint={t('columnHint')}>
            <Select
              aria-label={t('column')}
              value={draft.column === '' ? null : draft.column}
              onChange={(column) => set({ column: column ?? '' })}
              options={growing.map(({ name, type }) => ({ value: name, label: `${name} · ${type}` }))}
            />
          </Field>
          <Field label={t('key')} hint={t('keyHint')}>
            <Select
              allowClear
              aria-label={t('key')}
              value={draft.key === '' ? null : draft.key}
              onChange={(key?: string | null) => set({ key: key ?? '' })}
              options={columns.filter(({ name }) => name !== draft.column).map(({ name }) => ({ value: name, label: name }))}
            />
          </Field>
          <Field label={t('lookBack')} hint={isTime ? t('lookBackTime') : t('lookBackNumber')} width={240}>
            <SureNumber min={0} max={31_536_000} precision={0} value={draft.lookBack} style={{ width: '100%' }} onValue={(lookBack) => set({ lookBack })} />
          </Field>
        </Flex>
      )}
    </Flex>
  );
}
