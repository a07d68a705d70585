import type { MeasureJson, TimeUnit } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import {
  type DidMeasure,
  type IntervalMeasure,
  type Operand,
  operationJson,
  operationKinds,
  operationOf,
  type SinceMeasure,
  type Stat,
  tallyOf,
} from '../model/forms.ts';
import { Choice, Num, Pick } from './controls.tsx';
import { StatChoice } from './did-fields.tsx';
import { EachChoice, EventPick, PropPick } from './event-fields.tsx';
import { type Reads, useOffers } from './offers.ts';
import { SeedInput, TagPick } from './people-fields.tsx';
import { UnitChoice } from './value-input.tsx';
import { WhereFields } from './where-fields.tsx';
import { WindowFields } from './window-fields.tsx';

const plainKinds = ['did', 'metric', 'trait', 'tag', 'since', 'interval', 'random'] as const;
const kinds = ['number', ...plainKinds, ...operationKinds] as const;
type Kind = (typeof kinds)[number];

function kindOf(measure: Operand): Kind | null {
  if (typeof measure === 'number') return 'number';
  return operationOf(measure)?.kind ?? plainKinds.find((kind) => kind in measure) ?? null;
}

/** Another kind of measure; what was there goes into an operation as its first part. */
function firstOf(kind: Kind, before: Operand): Operand {
  switch (kind) {
    case 'number':
      return 1;
    case 'did':
      return { did: '', count: true };
    case 'metric':
      return { metric: 'net_sales' };
    case 'trait':
      return { trait: '' };
    case 'tag':
      return { tag: '' };
    case 'since':
      return { since: { last: '' }, unit: 'day' };
    case 'interval':
      return { interval: { did: '', stat: 'avg' }, unit: 'day' };
    case 'random':
      return { random: 'a' };
    case 'times':
      return operationJson({ kind, left: 1.5, right: before });
    case 'plus':
    case 'minus':
      return operationJson({ kind, left: before, right: { did: '', count: true } });
    case 'else':
      return operationJson({ kind, left: before, right: 0 });
  }
}

const exactUnits: readonly TimeUnit[] = ['minute', 'hour', 'day', 'week'];

interface MeasureFieldsProps<T extends Operand> {
  readonly measure: T;
  readonly label: string;
  readonly onChange: (measure: T) => void;
}

/** A number about each person, or a number that stands for itself. */
export function OperandFields({ measure, label, onChange }: MeasureFieldsProps<Operand>) {
  const { t } = useTranslation('rule');
  const kind = kindOf(measure);
  return (
    <div className="rule-part">
      <div className="rule-fields">
        <span className="rule-hint">{label}</span>
        {kind !== null && (
          <Choice<Kind>
            label={t('measure')}
            value={kind}
            options={kinds.map((one) => ({ value: one, label: t(`measures.${one}`) }))}
            onChange={(next) => onChange(firstOf(next, measure))}
          />
        )}
        {typeof measure === 'number' && <Num label={t('number')} value={measure} onChange={onChange} width={110} />}
      </div>
      {typeof measure === 'object' && <PlainFields measure={measure} onChange={onChange} />}
    </div>
  );
}

/** A number about each person. */
export function MeasureFields({ measure, label, onChange }: MeasureFieldsProps<MeasureJson>) {
  return (
    <OperandFields
      measure={measure}
      label={label}
      onChange={(next) => {
        if (typeof next === 'object') onChange(next);
      }}
    />
  );
}

function PlainFields({ measure, onChange }: { readonly measure: MeasureJson; readonly onChange: (measure: MeasureJson) => void }) {
  const { t } = useTranslation('rule');
  const offers = useOffers();
  const operation = operationOf(measure);
  if (operation !== null) {
    return (
      <>
        <OperandFields measure={operation.left} label="" onChange={(left) => onChange(operationJson({ ...operation, left }))} />
        <OperandFields
          measure={operation.right}
          label={operation.kind === 'else' ? t('elseWords') : { times: '×', plus: '+', minus: '−' }[operation.kind]}
          onChange={(right) => onChange(operationJson({ ...operation, right }))}
        />
      </>
    );
  }
  if ('did' in measure) return <DidMeasureFields measure={measure} onChange={onChange} />;
  if ('since' in measure) return <SinceFields measure={measure} onChange={onChange} />;
  if ('interval' in measure) return <IntervalFields measure={measure} onChange={onChange} />;
  if ('trait' in measure)
    return (
      <Pick label={t('trait')} placeholder={t('chooseTrait')} value={measure.trait} groups={offers.traits()} onChange={(trait) => onChange({ trait })} free />
    );
  if ('metric' in measure)
    return (
      <Pick label={t('metric')} placeholder={t('chooseMetric')} value={measure.metric} groups={offers.metrics()} onChange={(metric) => onChange({ metric })} />
    );
  if ('random' in measure) return <SeedInput value={measure.random} onChange={(random) => onChange({ random })} />;
  return 'tag' in measure ? <TagPick value={measure.tag} onChange={(tag) => onChange({ tag })} /> : null;
}

interface DidPart {
  readonly did?: string;
  readonly each?: string | undefined;
  readonly where?: DidMeasure['where'] | undefined;
  readonly window?: DidMeasure['window'] | undefined;
}

function DidMeasureFields({ measure, onChange }: { readonly measure: DidMeasure; readonly onChange: (measure: MeasureJson) => void }) {
  const tally = tallyOf(measure);
  const { did, where, window, each } = measure;
  const reads: Reads = each === undefined ? { event: did } : { event: did, list: each.endsWith('[]') ? each : `${each}[]`, isEach: true };
  const put = (part: DidPart, stat: Stat | 'count' = tally.stat, prop = tally.stat === 'count' ? '' : tally.prop): void => {
    const next = { did, where, window, each, ...part };
    onChange({
      did: next.did,
      ...(next.each !== undefined && { each: next.each }),
      ...(stat === 'count' ? { count: true } : { [stat]: prop }),
      ...(next.window !== undefined && { window: next.window }),
      ...(next.where !== undefined && { where: next.where }),
    });
  };
  const firstProp = each === undefined ? 'revenue' : 'amount';
  return (
    <>
      <div className="rule-fields">
        <WindowFields window={window} onChange={(next) => put({ window: next })} />
        <EventPick value={did} onChange={(next) => put({ did: next })} />
        <EachChoice event={did} each={each} onChange={(next) => put({ each: next })} />
        <StatChoice value={tally.stat} onChange={(stat) => put({}, stat, stat === 'unique' ? '' : tally.stat === 'count' ? firstProp : tally.prop)} />
        {tally.stat !== 'count' && <PropPick reads={reads} value={tally.prop} onChange={(prop) => put({}, tally.stat, prop)} />}
      </div>
      <WhereFields where={where} reads={reads} onChange={(next) => put({ where: next })} />
    </>
  );
}

type Edge = 'first' | 'last';

function SinceFields({ measure, onChange }: { readonly measure: SinceMeasure; readonly onChange: (measure: MeasureJson) => void }) {
  const { t } = useTranslation('rule');
  const { first, last, where } = measure.since;
  const edge: Edge = first === undefined ? 'last' : 'first';
  const event = first ?? last ?? '';
  const put = (next: { readonly edge?: Edge; readonly event?: string; readonly where?: typeof where | null }): void => {
    const kept = next.where === undefined ? where : (next.where ?? undefined);
    const name = next.event ?? event;
    const said = (next.edge ?? edge) === 'first' ? { first: name } : { last: name };
    onChange({ ...measure, since: { ...said, ...(kept !== undefined && { where: kept }) } });
  };
  return (
    <>
      <div className="rule-fields">
        <span>{t('sinceWords')}</span>
        <EdgeChoice value={edge} onChange={(next) => put({ edge: next })} />
        <EventPick value={event} onChange={(next) => put({ event: next })} />
        <AgeChoice value={measure.unit} onChange={(unit) => onChange({ ...measure, unit })} />
      </div>
      <WhereFields where={where} reads={{ event }} onChange={(next) => put({ where: next ?? null })} />
    </>
  );
}

export function EdgeChoice({ value, onChange }: { readonly value: Edge; readonly onChange: (edge: Edge) => void }) {
  const { t } = useTranslation('rule');
  return (
    <Choice<Edge>
      label={t('edge')}
      value={value}
      options={(['first', 'last'] as const).map((edge) => ({ value: edge, label: t(`edges.${edge}`) }))}
      onChange={onChange}
    />
  );
}

const AgeChoice = ({ value, onChange }: { readonly value: TimeUnit; readonly onChange: (unit: TimeUnit) => void }) => (
  <UnitChoice value={value} onChange={onChange} from={exactUnits} />
);

function IntervalFields({ measure, onChange }: { readonly measure: IntervalMeasure; readonly onChange: (measure: MeasureJson) => void }) {
  const { t } = useTranslation('rule');
  const { interval } = measure;
  const { where: _where, ...bare } = interval;
  return (
    <>
      <div className="rule-fields">
        <Choice<'avg' | 'median'>
          label={t('intervalStat')}
          value={interval.stat}
          options={(['avg', 'median'] as const).map((stat) => ({ value: stat, label: t(`intervalStats.${stat}`) }))}
          onChange={(stat) => onChange({ ...measure, interval: { ...interval, stat } })}
        />
        <span>{t('intervalWords')}</span>
        <EventPick value={interval.did} onChange={(did) => onChange({ ...measure, interval: { ...interval, did } })} />
        <AgeChoice value={measure.unit} onChange={(unit) => onChange({ ...measure, unit })} />
      </div>
      <WhereFields
        where={interval.where}
        reads={{ event: interval.did }}
        onChange={(where) => onChange({ ...measure, interval: where === undefined ? bare : { ...interval, where } })}
      />
    </>
  );
}
