import { Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { SearchBox } from '../../../parts/search-box.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { useSourceOptions } from '../../../parts/source-labels.ts';

const outcomes = ['passed', 'dropped', 'parked'] as const;

/** What to look for; it stands in the address, but for the identifier, which is personal. */
export function FilterBar({ value, onValue }: { readonly value: string; readonly onValue: (value: string) => void }) {
  const { t } = useTranslation(['debugger', 'common']);
  const marks = usePunctuation();
  const [source, setSource] = useUrlState('source');
  const [event, setEvent] = useUrlState('event');
  const [outcome, setOutcome] = useUrlState('outcome');
  const sources = useSourceOptions();
  const width = { flex: '1 1 180px', minWidth: 150, maxWidth: 280 };
  return (
    <Flex gap={8} wrap style={{ marginBottom: 16 }}>
      <Select
        aria-label={t('source')}
        style={width}
        value={source}
        onChange={(next) => setSource(next)}
        options={[{ value: '', label: `${t('source')}${marks.colon}${t('common:all')}` }, ...sources]}
      />
      <Select
        aria-label={t('outcome')}
        style={width}
        value={outcome}
        onChange={(next) => setOutcome(next)}
        options={[
          { value: '', label: `${t('outcome')}${marks.colon}${t('common:all')}` },
          ...outcomes.map((one) => ({ value: one, label: t(`outcomes.${one}`) })),
        ]}
      />
      <SearchBox isAsked text={event} onText={setEvent} label={t('event')} hint={t('eventHint')} style={width} />
      <SearchBox isAsked text={value} onText={onValue} label={t('identifier')} hint={t('identifierHint')} style={width} />
    </Flex>
  );
}
