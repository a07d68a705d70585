import { Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ConnectionDraft } from './draft.ts';
import { Field } from './field.tsx';
import { NumberBox } from '../../../parts/number-box.tsx';

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
          <NumberBox min={1} max={1440} value={value.minutes} style={{ width: '100%' }} onChange={(minutes) => set({ minutes: minutes ?? 15 })} />
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
