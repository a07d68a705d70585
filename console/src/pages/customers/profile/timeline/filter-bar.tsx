import type { ProfileSummary } from '@danqing/contracts';
import { Button, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayBox } from '../../../../parts/day-box.tsx';
import { useFormats } from '../../../../parts/format.ts';
import { useEventNames } from '../../../../parts/event-names.ts';
import { SearchBox } from '../../../../parts/search-box.tsx';
import type { Filters } from './use-filters.ts';

/** Narrows the timeline by what this very customer's events have. */
export function FilterBar({ filters, seen }: { readonly filters: Filters; readonly seen: ProfileSummary['seen'] | undefined }) {
  const { t } = useTranslation('customer');
  const formats = useFormats();
  const names = useEventNames();
  const { values, set } = filters;
  const choices = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));
  return (
    <Flex wrap gap={8} style={{ marginBottom: 12 }}>
      <Select
        allowClear
        showSearch
        aria-label={t('timeline.event')}
        placeholder={t('timeline.allEvents')}
        value={values.event === '' ? null : values.event}
        onChange={(value: string | null | undefined) => set('event', value ?? null)}
        style={{ width: 220, maxWidth: '100%' }}
        options={(seen?.events ?? []).map(({ event, count }) => ({ value: event, label: `${names.event(event)} · ${formats.number(count)}` }))}
      />
      <Select
        allowClear
        aria-label={t('timeline.source')}
        placeholder={t('timeline.allSources')}
        value={values.source === '' ? null : values.source}
        onChange={(value: string | null | undefined) => set('source', value ?? null)}
        style={{ width: 150 }}
        options={choices(seen?.sources ?? [])}
      />
      {(seen?.channels.length ?? 0) > 0 && (
        <Select
          allowClear
          aria-label={t('timeline.channel')}
          placeholder={t('timeline.allChannels')}
          value={values.channel === '' ? null : values.channel}
          onChange={(value: string | null | undefined) => set('channel', value ?? null)}
          style={{ width: 140 }}
          options={choices(seen?.channels ?? [])}
        />
      )}
      <Flex gap={4} align="center">
        <DayBox day={values.from} onDay={(day) => set('from', day)} max={values.to} label={`${t('timeline.dates')} 1`} style={{ width: 142 }} />
        –
        <DayBox day={values.to} onDay={(day) => set('to', day)} min={values.from} label={`${t('timeline.dates')} 2`} style={{ width: 142 }} />
      </Flex>
      <SearchBox isAsked text={values.text} onText={(text) => set('text', text)} label={t('timeline.text')} style={{ width: 220, maxWidth: '100%' }} />
      {filters.isAny && <Button onClick={filters.clear}>{t('timeline.clear')}</Button>}
    </Flex>
  );
}
