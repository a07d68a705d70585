import type { MeasureJson } from '@danqing/contracts';
import { Checkbox, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Choice, Num } from '../../../rule/fields/controls.tsx';
import { SeedInput } from '../../../rule/fields/people-fields.tsx';
import type { Cap } from '../../../rule/model/cap.ts';

type By = 'random' | 'sales' | 'recent' | 'other';

const measures: Readonly<Record<Exclude<By, 'other'>, MeasureJson>> = {
  random: { random: 'a' },
  sales: { metric: 'net_sales' },
  recent: { minus: [0, { metric: 'days_since_last_order' }] },
};

function byOf(by: MeasureJson): By {
  if ('random' in by) return 'random';
  const text = JSON.stringify(by);
  if (text === JSON.stringify(measures.sales)) return 'sales';
  return text === JSON.stringify(measures.recent) ? 'recent' : 'other';
}

/** At most so many people, and who goes first when there are more. */
export function LimitFields({ cap, onChange }: { readonly cap: Cap | null; readonly onChange: (cap: Cap | null) => void }) {
  const { t } = useTranslation('builder');
  const { t: words } = useTranslation('rule');
  const by = cap === null ? 'random' : byOf(cap.by);
  const names: Readonly<Record<By, string>> = { random: t('capRandom'), sales: t('capSales'), recent: t('capRecent'), other: t('capOther') };
  const offered: readonly By[] = ['random', 'sales', 'recent', ...(by === 'other' ? (['other'] as const) : [])];
  return (
    <Flex gap={8} align="center" wrap style={{ marginTop: 12 }}>
      <Checkbox checked={cap !== null} onChange={({ target }) => onChange(target.checked ? { n: 1000, by: measures.random } : null)}>
        {t('cap')}
      </Checkbox>
      {cap !== null && (
        <>
          <span>{t('capOn')}</span>
          <Num label={t('cap')} value={cap.n} min={1} isWhole onChange={(n) => onChange({ ...cap, n })} width={110} />
          <span>{words('people')}</span>
          <span>{t('capBy')}</span>
          <Choice<By>
            label={t('capBy')}
            value={by}
            options={offered.map((one) => ({ value: one, label: names[one] }))}
            onChange={(next) => onChange(next === 'other' ? cap : { ...cap, by: measures[next] })}
          />
          {'random' in cap.by && <SeedInput value={cap.by.random} onChange={(random) => onChange({ ...cap, by: { random } })} />}
        </>
      )}
    </Flex>
  );
}
