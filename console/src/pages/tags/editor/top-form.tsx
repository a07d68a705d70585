import type { TagDefinitionJson, TopJson } from '@danqing/contracts';
import { Checkbox, Flex, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Num } from '../../../rule/fields/controls.tsx';
import { EachChoice, EventPick, PropPick } from '../../../rule/fields/event-fields.tsx';
import type { Reads } from '../../../rule/fields/offers.ts';
import { UnitChoice } from '../../../rule/fields/value-input.tsx';
import { WhereFields } from '../../../rule/fields/where-fields.tsx';
import { WindowFields } from '../../../rule/fields/window-fields.tsx';
import { Field } from './field.tsx';

const fixedUnits = ['day', 'week', 'hour'] as const;

interface TopFormProps {
  readonly top: TopJson;
  readonly onChange: (definition: TagDefinitionJson) => void;
}

/** The values that a customer's events speak of most. */
export function TopForm({ top, onChange }: TopFormProps) {
  const { t } = useTranslation('tag-editor');
  const put = (part: Partial<TopJson>): void => onChange({ top: { ...top, ...part } });
  const { each: _each, ...plain } = top;
  const { window: _window, ...ever } = top;
  const { where: _where, ...whole } = top;
  const { halfLife: _halfLife, ...unfading } = top;
  const { weight: _weight, ...even } = top;
  const { of, each, halfLife } = top;
  const reads: Reads = each === undefined ? { event: of } : { event: of, list: each.endsWith('[]') ? each : `${each}[]`, isEach: true };
  return (
    <>
      <Field label={t('top.of')} at="/definition/top/of">
        <div className="rule-fields">
          <EventPick value={of} onChange={(next) => onChange({ top: { ...plain, of: next, prop: '' } })} />
          <EachChoice event={of} each={each} onChange={(next) => onChange({ top: { ...(next === undefined ? plain : { ...plain, each: next }), prop: '' } })} />
        </div>
        <WhereFields where={top.where} reads={reads} onChange={(where) => onChange({ top: where === undefined ? whole : { ...top, where } })} />
      </Field>
      <Field label={t('top.prop')} at="/definition/top/prop">
        <PropPick reads={reads} value={top.prop} onChange={(prop) => put({ prop })} />
      </Field>
      <Field label={t('top.k')} hint={t('top.first')} at="/definition/top/k">
        <Num label={t('top.k')} value={top.k} min={1} max={100} isWhole onChange={(k) => put({ k })} />
      </Field>
      <Field label={t('top.window')} at="/definition/top/window">
        <div className="rule-fields">
          <WindowFields window={top.window} onChange={(window) => onChange({ top: window === undefined ? ever : { ...top, window } })} />
        </div>
      </Field>
      <Field label={t('top.weight')} at="/definition/top/weight">
        <Flex wrap gap={8} align="center">
          <Segmented<'count' | 'prop'>
            aria-label={t('top.weight')}
            value={top.weight === undefined || top.weight === 'count' ? 'count' : 'prop'}
            options={(['count', 'prop'] as const).map((value) => ({ value, label: t(`top.weights.${value}`) }))}
            onChange={(next) => onChange({ top: next === 'count' ? even : { ...top, weight: each === undefined ? 'revenue' : 'quantity' } })}
          />
          {top.weight !== undefined && top.weight !== 'count' && <PropPick reads={reads} value={top.weight} onChange={(weight) => put({ weight })} />}
        </Flex>
      </Field>
      <Field label={t('top.halfLife')} hint={t('top.halfLifeHint')} at="/definition/top/halfLife">
        <Flex wrap gap={8} align="center">
          <Checkbox
            checked={halfLife !== undefined}
            onChange={({ target }) => onChange({ top: target.checked ? { ...top, halfLife: { n: 30, unit: 'day' } } : unfading })}
          >
            {t('top.halfLifeOn')}
          </Checkbox>
          {halfLife !== undefined && (
            <>
              <Num label={t('top.halfLife')} value={halfLife.n} min={1} isWhole onChange={(n) => put({ halfLife: { ...halfLife, n } })} />
              <UnitChoice value={halfLife.unit} from={fixedUnits} onChange={(unit) => put({ halfLife: { ...halfLife, unit } })} />
            </>
          )}
        </Flex>
      </Field>
    </>
  );
}
