import type { RfmJson, TagDefinitionJson, TagView } from '@danqing/contracts';
import { Flex, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Num } from '../../../rule/fields/controls.tsx';
import { EventPick, PropPick } from '../../../rule/fields/event-fields.tsx';
import { WhereFields } from '../../../rule/fields/where-fields.tsx';
import { WindowFields } from '../../../rule/fields/window-fields.tsx';
import { Field } from './field.tsx';
import { defaultTierNames, type Tier, tiers } from './rfm-tiers.ts';

type Type = TagView['type'];
type High = 'middle' | 'average' | 'custom';
type Naming = 'zh' | 'en' | 'own';
const parts = ['recency', 'frequency', 'monetary'] as const;

interface RfmFormProps {
  readonly rfm: RfmJson;
  readonly type: Type;
  readonly mayChangeType: boolean;
  readonly onChange: (definition: TagDefinitionJson) => void;
  readonly onType: (type: Type) => void;
}

/** Recency, frequency and monetary value as scores and eight kinds of customers. */
export function RfmForm({ rfm, type, mayChangeType, onChange, onType }: RfmFormProps) {
  const { t } = useTranslation('tag-editor');
  const put = (part: Partial<RfmJson>): void => onChange({ rfm: { ...rfm, ...part } });
  const { where: _where, ...whole } = rfm;
  const { window: _window, ...ever } = rfm;
  const { bins = 5, method = 'quantile', high = 'middle' } = rfm;
  const { edges: _edges, ...unbordered } = rfm;
  const chosenHigh: High = typeof high === 'string' ? high : 'custom';
  const middle = Math.ceil((bins + 1) / 2);
  return (
    <>
      <Field label={t('rfm.of')} at="/definition/rfm/of">
        <EventPick value={rfm.of} onChange={(of) => put({ of })} />
        <WhereFields where={rfm.where} reads={{ event: rfm.of }} onChange={(where) => onChange({ rfm: where === undefined ? whole : { ...rfm, where } })} />
      </Field>
      <Field label={t('rfm.value')} at="/definition/rfm/value">
        <PropPick reads={{ event: rfm.of }} value={rfm.value} onChange={(value) => put({ value })} />
      </Field>
      <Field label={t('rfm.window')} at="/definition/rfm/window">
        <div className="rule-fields">
          <WindowFields window={rfm.window} onChange={(window) => onChange({ rfm: window === undefined ? ever : { ...rfm, window } })} />
        </div>
      </Field>
      <Field label={t('rfm.bins')} at="/definition/rfm/bins">
        <Num
          label={t('rfm.bins')}
          value={bins}
          min={2}
          max={9}
          isWhole
          onChange={(next) => onChange({ rfm: { ...unbordered, bins: next, method: 'quantile' } })}
        />
      </Field>
      <Field label={t('rfm.method')} at="/definition/rfm/method">
        <Segmented<'quantile' | 'threshold'>
          aria-label={t('rfm.method')}
          value={method}
          options={(['quantile', 'threshold'] as const).map((value) => ({ value, label: t(`rfm.methods.${value}`) }))}
          onChange={(next) => onChange({ rfm: next === 'quantile' ? { ...unbordered, method: next } : { ...rfm, method: next, edges: firstEdges(bins) } })}
        />
      </Field>
      {rfm.edges !== undefined && <Edges edges={rfm.edges} bins={bins} onChange={(edges) => put({ edges })} />}
      <Field label={t('rfm.high')} at="/definition/rfm/high">
        <Flex wrap gap={12} align="center">
          <Segmented<High>
            aria-label={t('rfm.high')}
            value={chosenHigh}
            options={(['middle', 'average', 'custom'] as const).map((value) => ({ value, label: t(`rfm.highs.${value}`) }))}
            onChange={(next) => put({ high: next === 'custom' ? { r: middle, f: middle, m: middle } : next })}
          />
          {typeof high === 'object' &&
            (['r', 'f', 'm'] as const).map((part) => (
              <Flex key={part} gap={4} align="center">
                <span>{part.toUpperCase()} ≥</span>
                <Num
                  label={t('rfm.from', { part: part.toUpperCase() })}
                  value={high[part]}
                  min={1}
                  max={bins}
                  isWhole
                  width={64}
                  onChange={(score) => put({ high: { ...high, [part]: score } })}
                />
              </Flex>
            ))}
        </Flex>
      </Field>
      {mayChangeType && (
        <Field label={t('rfm.asScore')}>
          <Segmented<Type>
            aria-label={t('rfm.asScore')}
            value={type === 'number' ? 'number' : 'text'}
            options={(['text', 'number'] as const).map((value) => ({ value, label: t(`rfm.values.${value}`) }))}
            onChange={onType}
          />
        </Field>
      )}
      <Names rfm={rfm} onChange={(names) => put({ names })} />
    </>
  );
}

const firstEdges = (bins: number): NonNullable<RfmJson['edges']> => {
  const steps = (by: number): readonly number[] => Array.from({ length: bins - 1 }, (_, index) => (index + 1) * by);
  return { recency: steps(30), frequency: steps(1), monetary: steps(500) };
};

const numbersIn = (text: string): readonly number[] =>
  text
    .split(/[,，\s]+/)
    .filter((each) => each !== '')
    .map(Number);

interface EdgesProps {
  readonly edges: NonNullable<RfmJson['edges']>;
  readonly bins: number;
  readonly onChange: (edges: NonNullable<RfmJson['edges']>) => void;
}

function Edges({ edges, bins, onChange }: EdgesProps) {
  const { t } = useTranslation('tag-editor');
  // What is typed stays as it is typed: "30, " is on its way to two numbers.
  const [typed, setTyped] = useState<Partial<Record<(typeof parts)[number], string>>>({});
  return (
    <Field label={t('rfm.edges')} hint={t('rfm.edgesHint', { n: bins - 1 })} at="/definition/rfm/edges">
      <Flex vertical gap={8}>
        {parts.map((part) => (
          <Input
            key={part}
            aria-label={t(`rfm.${part}`)}
            prefix={t(`rfm.${part}`)}
            value={typed[part] ?? edges[part].join(', ')}
            onChange={({ target }) => {
              setTyped({ ...typed, [part]: target.value });
              const numbers = numbersIn(target.value);
              if (numbers.every((each) => !Number.isNaN(each))) onChange({ ...edges, [part]: numbers });
            }}
            style={{ maxWidth: 460 }}
          />
        ))}
      </Flex>
    </Field>
  );
}

function Names({ rfm: { names = 'zh' }, onChange }: { readonly rfm: RfmJson; readonly onChange: (names: NonNullable<RfmJson['names']>) => void }) {
  const { t } = useTranslation('tag-editor');
  const own: Readonly<Record<string, string>> = typeof names === 'string' ? {} : names;
  const nameOf = (tier: Tier): string => own[tier] ?? '';
  return (
    <Field label={t('rfm.names')} at="/definition/rfm/names">
      <Segmented<Naming>
        aria-label={t('rfm.names')}
        value={typeof names === 'string' ? names : 'own'}
        options={(['zh', 'en', 'own'] as const).map((value) => ({ value, label: t(`rfm.namings.${value}`) }))}
        onChange={(next) => onChange(next === 'own' ? defaultTierNames : next)}
      />
      {typeof names !== 'string' && (
        <Flex vertical gap={6} style={{ marginTop: 12 }}>
          {tiers.map((tier) => (
            <Input
              key={tier}
              aria-label={t('rfm.called')}
              prefix={defaultTierNames[tier]}
              value={nameOf(tier)}
              onChange={({ target }) => onChange({ ...own, [tier]: target.value })}
              style={{ maxWidth: 420 }}
            />
          ))}
        </Flex>
      )}
    </Field>
  );
}
