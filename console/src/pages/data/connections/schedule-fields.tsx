import { Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { SureNumber } from '../../../parts/sure-number.tsx';
import type { ConnectionDraft } from './draft.ts';
import { Field } from './field.tsx';

type Schedule = Pick<ConnectionDraft, 'every' | 'minutes' | 'at'>;

/** How often data is fetched. */
export function ScheduleFields({ value, set }: { readonly value: Schedule; readonly set: (change: Partial<Schedule>) => void }) {
  const { t } = useTranslation('connections');
  return (
    <Flex wrap gap={16}>
      <Field label={t('schedule')} width={240}>
        <Select
          aria-label={t('schedule')}
          value={value.every}
          onChange={(every) => set({ every })}
          options={(['minutes', 'hour', 'day', 'never'] as const).map((one) => ({ value: one, label: t(`everies.${one}`) }))}
        />
      </Field>
      {value.every === 'minutes' && (
        <Field label={t('minutes')} width={120}>
          <SureNumber min={1} max={1440} precision={0} value={value.minutes} style={{ width: '100%' }} onValue={(minutes) => set({ minutes })} />
        </Field>
      )}
      {value.every === 'day' && (
        <Field label={t('at')} hint={t('zoneHint')} width={200}>
          <Input type="time" value={value.at} onChange={({ target }) => set({ at: target.value === '' ? '03:00' : target.value })} />
        </Field>
      )}
    </Flex>
  );
}
