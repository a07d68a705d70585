import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Operator, RuleJson } from '@danqing/contracts';
import { Button, Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompareRule, EdgeRule, RankRule, SampleRule, SequenceRule } from '../model/forms.ts';
import { orderOperators } from '../model/values.ts';
import { Choice } from './controls.tsx';
import { EventPick } from './event-fields.tsx';
import { EdgeChoice, MeasureFields, OperandFields } from './measure-fields.tsx';
import { SeedInput, ShareFields } from './people-fields.tsx';
import { DurationInput } from './value-input.tsx';
import { WhereFields } from './where-fields.tsx';
import { WindowFields } from './window-fields.tsx';

interface FieldsProps<T> {
  readonly rule: T;
  readonly onChange: (rule: RuleJson) => void;
}

export function EdgeFields({ rule, onChange }: FieldsProps<EdgeRule>) {
  const { t } = useTranslation('rule');
  const edge = 'first' in rule ? 'first' : 'last';
  const event = 'first' in rule ? rule.first : rule.last;
  const put = (next: {
    readonly edge?: 'first' | 'last';
    readonly event?: string;
    readonly where?: EdgeRule['where'] | null;
    readonly window?: EdgeRule['window'];
  }): void => {
    const where = next.where === undefined ? rule.where : (next.where ?? undefined);
    const rest = { ...(where !== undefined && { where }), window: next.window ?? rule.window };
    const name = next.event ?? event;
    onChange((next.edge ?? edge) === 'first' ? { first: name, ...rest } : { last: name, ...rest });
  };
  return (
    <>
      <div className="rule-fields">
        <EdgeChoice value={edge} onChange={(next) => put({ edge: next })} />
        <EventPick value={event} onChange={(next) => put({ event: next })} />
        <span>{t('happened')}</span>
        <WindowFields
          window={rule.window}
          isNeeded
          onChange={(window) => {
            if (window !== undefined) put({ window });
          }}
        />
      </div>
      <WhereFields where={rule.where} reads={{ event }} onChange={(where) => put({ where: where ?? null })} />
    </>
  );
}

export function SequenceFields({ rule, onChange }: FieldsProps<SequenceRule>) {
  const { t } = useTranslation('rule');
  const { sequence } = rule;
  const { window: _window, ...ever } = rule;
  const { within: _within, ...unlimited } = rule;
  type Step = (typeof sequence)[number];
  const put = (steps: readonly Step[]): void => onChange({ ...rule, sequence: steps });
  return (
    <>
      <div className="rule-fields">
        <WindowFields window={rule.window} onChange={(window) => onChange(window === undefined ? ever : { ...rule, window })} />
        <span>{t('steps')}</span>
      </div>
      {sequence.map((step, index) => {
        const { where: _where, ...bare } = step;
        return (
          <div key={index} className="rule-part">
            <div className="rule-fields">
              <span className="rule-hint">{t('step', { n: String(index + 1) })}</span>
              <EventPick value={step.event} onChange={(event) => put(sequence.with(index, { ...step, event }))} />
              {sequence.length > 1 && (
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('removeStep', { n: String(index + 1) })}
                  onClick={() => put(sequence.toSpliced(index, 1))}
                />
              )}
            </div>
            <WhereFields
              where={step.where}
              reads={{ event: step.event }}
              onChange={(where) => put(sequence.with(index, where === undefined ? bare : { ...step, where }))}
            />
          </div>
        );
      })}
      <div className="rule-fields" style={{ marginTop: 8 }}>
        <Button size="small" icon={<PlusOutlined />} disabled={sequence.length >= 20} onClick={() => put([...sequence, { event: '' }])}>
          {t('addStep')}
        </Button>
        <Checkbox
          checked={rule.within !== undefined}
          onChange={({ target }) => onChange(target.checked ? { ...rule, within: { n: 7, unit: 'day' } } : unlimited)}
        >
          {t('within')}
        </Checkbox>
        {rule.within !== undefined && <DurationInput value={rule.within} onChange={(within) => onChange({ ...rule, within })} />}
      </div>
    </>
  );
}

export function CompareFields({ rule, onChange }: FieldsProps<CompareRule>) {
  const { t } = useTranslation('rule');
  const [left, op, right] = rule.compare;
  return (
    <>
      <OperandFields measure={left} label={t('leftMeasure')} onChange={(next) => onChange({ compare: [next, op, right] })} />
      <div className="rule-fields" style={{ marginTop: 8 }}>
        <Choice<Operator>
          label={t('operator')}
          value={op}
          options={orderOperators.map((one) => ({ value: one, label: t(`operators.${one}`) }))}
          onChange={(next) => onChange({ compare: [left, next, right] })}
        />
      </div>
      <OperandFields measure={right} label={t('rightMeasure')} onChange={(next) => onChange({ compare: [left, op, next] })} />
    </>
  );
}

interface AmongProps {
  readonly among: RuleJson | undefined;
  readonly words: string;
  readonly onChange: (among: RuleJson | undefined) => void;
  readonly nested: (rule: RuleJson, onChange: (rule: RuleJson) => void) => ReactNode;
}

/** Whether only some people take part, and who. */
function Among({ among, words, onChange, nested }: AmongProps) {
  return (
    <div style={{ marginTop: 8 }}>
      <Checkbox checked={among !== undefined} onChange={({ target }) => onChange(target.checked ? { all: [] } : undefined)}>
        {words}
      </Checkbox>
      {among !== undefined && nested(among, onChange)}
    </div>
  );
}

type Nested = Pick<AmongProps, 'nested'>;

export function RankFields({ rule, onChange, nested }: FieldsProps<RankRule> & Nested) {
  const { t } = useTranslation('rule');
  const end = 'top' in rule ? 'top' : 'bottom';
  const rank = 'top' in rule ? rule.top : rule.bottom;
  const { percent, n, by, among } = rank;
  const put = (next: typeof rank, to: 'top' | 'bottom' = end): void => onChange(to === 'top' ? { top: next } : { bottom: next });
  const rest = { by, ...(among !== undefined && { among }) };
  const size = { ...(percent !== undefined && { percent }), ...(n !== undefined && { n }) };
  return (
    <>
      <MeasureFields measure={by} label={t('rankBy')} onChange={(next) => put({ ...rank, by: next })} />
      <div className="rule-fields" style={{ marginTop: 8 }}>
        <Choice<'top' | 'bottom'>
          label={t('rankEnd')}
          value={end}
          options={(['top', 'bottom'] as const).map((one) => ({ value: one, label: t(`rankEnds.${one}`) }))}
          onChange={(next) => put(rank, next)}
        />
        <span>{t('rankFirst')}</span>
        <ShareFields share={size} words={t('shares', { returnObjects: true })} onChange={(share) => put({ ...share, ...rest })} />
      </div>
      <Among among={among} words={t('among')} nested={nested} onChange={(next) => put({ ...size, by, ...(next !== undefined && { among: next }) })} />
    </>
  );
}

export function SampleFields({ rule, onChange }: FieldsProps<SampleRule>) {
  const { t } = useTranslation('rule');
  const { percent, n, seed } = rule.sample;
  const size = { ...(percent !== undefined && { percent }), ...(n !== undefined && { n }) };
  return (
    <div className="rule-fields">
      <span>{t('sampleOf')}</span>
      <ShareFields share={size} words={t('sampleShares', { returnObjects: true })} onChange={(share) => onChange({ sample: { ...share, seed } })} />
      <SeedInput value={seed} onChange={(next) => onChange({ sample: { ...size, seed: next } })} />
    </div>
  );
}
