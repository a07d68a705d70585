import { calendarPeriods, type CalendarPeriod, type WindowJson } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { Choice, Day, Num, Pick } from './controls.tsx';
import { useOffers } from './offers.ts';
import { DurationInput, UnitChoice } from './value-input.tsx';

type Kind = 'ever' | 'last' | 'between' | 'calendar' | 'range' | 'holiday';

const kindOf = (window: WindowJson | undefined): Kind => {
  if (window === undefined) return 'ever';
  if ('last' in window) return 'last';
  if ('between' in window) return 'between';
  if ('from' in window) return 'range';
  return 'calendar' in window ? 'calendar' : 'holiday';
};

const firstOf: Readonly<Record<Exclude<Kind, 'ever'>, WindowJson>> = {
  last: { last: 30, unit: 'day' },
  between: { between: [60, 30], unit: 'day' },
  calendar: { calendar: 'this_month' },
  range: { from: '' },
  holiday: { holiday: 'spring_festival', days: [-21, 0] },
};

interface WindowFieldsProps {
  readonly window: WindowJson | undefined;
  readonly onChange: (window: WindowJson | undefined) => void;
  /** A window must be there: first and last. */
  readonly isNeeded?: boolean;
}

/** When it was: every form of a window. */
export function WindowFields({ window, onChange, isNeeded = false }: WindowFieldsProps) {
  const { t } = useTranslation('rule');
  const kinds: readonly Kind[] = ['ever', 'last', 'calendar', 'between', 'range', 'holiday'];
  return (
    <>
      <Choice<Kind>
        label={t('window')}
        value={kindOf(window)}
        options={kinds.filter((kind) => !isNeeded || kind !== 'ever').map((kind) => ({ value: kind, label: t(`windows.${kind}`) }))}
        onChange={(kind) => onChange(kind === 'ever' ? undefined : firstOf[kind])}
      />
      {window !== undefined && <WindowValue window={window} onChange={onChange} />}
    </>
  );
}

function WindowValue({ window, onChange }: { readonly window: WindowJson; readonly onChange: (window: WindowJson) => void }) {
  const { t } = useTranslation('rule');
  const offers = useOffers();
  if ('last' in window) return <DurationInput value={{ n: window.last, unit: window.unit }} onChange={({ n, unit }) => onChange({ last: n, unit })} />;
  if ('between' in window) {
    const [far, near] = window.between;
    return (
      <>
        <Num label={t('farther')} value={far} min={0} isWhole onChange={(n) => onChange({ ...window, between: [n, near] })} />
        <span>{t('to')}</span>
        <Num label={t('nearer')} value={near} min={0} isWhole onChange={(n) => onChange({ ...window, between: [far, n] })} />
        <UnitChoice value={window.unit} onChange={(unit) => onChange({ ...window, unit })} />
        <span>{t('ago')}</span>
      </>
    );
  }
  if ('from' in window) {
    const { to: _to, ...open } = window;
    return (
      <>
        <Day label={t('from')} value={window.from} onChange={(from) => onChange({ ...window, from })} />
        <span>{t('to')}</span>
        <Day label={t('until')} value={window.to ?? ''} onChange={(to) => onChange(to === '' ? open : { ...window, to })} />
      </>
    );
  }
  if ('calendar' in window) {
    return (
      <Choice<CalendarPeriod>
        label={t('period')}
        value={window.calendar}
        options={calendarPeriods.map((period) => ({ value: period, label: t(`periods.${period}`) }))}
        onChange={(calendar) => onChange({ calendar })}
      />
    );
  }
  const [from, to] = window.days;
  const { year: _year, ...latest } = window;
  return (
    <>
      <Pick
        label={t('holiday')}
        placeholder={t('holiday')}
        value={window.holiday}
        groups={offers.holidays()}
        onChange={(holiday) => onChange({ ...window, holiday })}
      />
      <Num label={t('holidayFrom')} value={from} isWhole onChange={(n) => onChange({ ...window, days: [n, to] })} />
      <span>{t('to')}</span>
      <Num label={t('holidayTo')} value={to} isWhole onChange={(n) => onChange({ ...window, days: [from, n] })} />
      <span>{t('units.day')}</span>
      <Choice
        label={t('holidayYear')}
        value={String(window.year ?? '')}
        options={['', ...yearsAround()].map((year) => ({ value: year, label: year === '' ? t('latestYear') : year }))}
        onChange={(year) => onChange(year === '' ? latest : { ...window, year: Number(year) })}
      />
    </>
  );
}

const yearsAround = (): readonly string[] => {
  const year = new Date().getFullYear();
  return [year + 1, year, year - 1, year - 2, year - 3].map(String);
};
