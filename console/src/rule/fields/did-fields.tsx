import type { RuleJson } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { type DidRule, type Stat, stats, tallyOf, type Test, withoutTally } from '../model/forms.ts';
import { numberOperators } from '../model/values.ts';
import { Choice } from './controls.tsx';
import { EachChoice, EventPick, PropPick } from './event-fields.tsx';
import type { Reads } from './offers.ts';
import { TestFields } from './test-fields.tsx';
import { WhereFields } from './where-fields.tsx';
import { WindowFields } from './window-fields.tsx';

interface Selected {
  readonly did: string;
  readonly where?: Exclude<DidRule['where'], undefined>;
  readonly window?: Exclude<DidRule['window'], undefined>;
  readonly each?: string;
}

const once: Test = { op: 'gte', value: 1 };

/** The rule's parts that say which events count. */
function selectionOf({ did, where, window, each }: DidRule): Selected {
  return { did, ...(where !== undefined && { where }), ...(window !== undefined && { window }), ...(each !== undefined && { each }) };
}

const statJson = (stat: Stat, prop: string): Readonly<Partial<Record<Stat, string>>> => ({ [stat]: prop });

/** What people did: which events, when, how often or how much. */
export function DidFields({ rule, onChange }: { readonly rule: DidRule; readonly onChange: (rule: RuleJson) => void }) {
  const { t } = useTranslation('rule');
  const tally = 'op' in rule ? tallyOf(rule) : ({ stat: 'count' } as const);
  const reads: Reads =
    rule.each === undefined ? { event: rule.did } : { event: rule.did, list: rule.each.endsWith('[]') ? rule.each : `${rule.each}[]`, isEach: true };
  const test: Test = 'op' in rule ? rule : (rule.count ?? once);
  const put = (selected: Selected): void =>
    onChange(
      'op' in rule ? { ...withoutTally(rule), ...statParts(rule), ...selected } : { ...selected, ...(rule.count !== undefined && { count: rule.count }) },
    );
  const chooseStat = (stat: Stat | 'count'): void => {
    const selected = selectionOf(rule);
    if (stat === 'count') return onChange({ ...selected, count: { op: 'gte', value: 1 } });
    const prop = tally.stat === 'count' ? (stat === 'unique' ? '' : rule.each === undefined ? 'revenue' : 'amount') : tally.prop;
    onChange({ ...selected, ...statJson(stat, prop), op: 'op' in rule ? rule.op : 'gte', value: 'op' in rule && rule.value !== undefined ? rule.value : '' });
  };
  const setTest = ({ op, value }: Test): void => {
    const tested = value === undefined ? { op } : { op, value };
    onChange('op' in rule ? { ...selectionOf(rule), ...statParts(rule), ...tested } : { ...selectionOf(rule), count: tested });
  };
  const without = (name: 'window' | 'where' | 'each'): Selected => {
    const { [name]: _gone, ...rest } = selectionOf(rule);
    return { ...rest, did: rule.did };
  };
  return (
    <>
      <div className="rule-fields">
        <WindowFields window={rule.window} onChange={(window) => put(window === undefined ? without('window') : { ...selectionOf(rule), window })} />
        <span>{t('did')}</span>
        <EventPick value={rule.did} onChange={(did) => put({ ...selectionOf(rule), did })} />
        <EachChoice event={rule.did} each={rule.each} onChange={(each) => put(each === undefined ? without('each') : { ...selectionOf(rule), each })} />
        <StatChoice value={tally.stat} onChange={chooseStat} />
        {tally.stat !== 'count' && (
          <PropPick
            reads={reads}
            value={tally.prop}
            onChange={(prop) =>
              onChange({
                ...selectionOf(rule),
                ...statJson(tally.stat, prop),
                ...('op' in rule && { op: rule.op, ...(rule.value !== undefined && { value: rule.value }) }),
              })
            }
          />
        )}
        <TestFields test={test} type="number" operators={numberOperators} onChange={setTest} />
        {tally.stat === 'count' && <span>{rule.each === undefined ? t('times') : t('pieces')}</span>}
      </div>
      <WhereFields where={rule.where} reads={reads} onChange={(where) => put(where === undefined ? without('where') : { ...selectionOf(rule), where })} />
    </>
  );
}

function statParts(rule: Parameters<typeof tallyOf>[0]): Readonly<Partial<Record<Stat, string>>> {
  const tally = tallyOf(rule);
  return tally.stat === 'count' ? {} : statJson(tally.stat, tally.prop);
}

export function StatChoice({ value, onChange }: { readonly value: Stat | 'count'; readonly onChange: (stat: Stat | 'count') => void }) {
  const { t } = useTranslation('rule');
  return (
    <Choice<Stat | 'count'>
      label={t('stat')}
      value={value}
      options={(['count', ...stats] as const).map((stat) => ({ value: stat, label: t(`stats.${stat}`) }))}
      onChange={onChange}
    />
  );
}
