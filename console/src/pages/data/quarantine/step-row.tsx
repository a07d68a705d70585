import type { MendStep } from '@danqing/contracts';
import { DeleteOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { ReadBox } from '../../../parts/read-box.tsx';

type Kind = 'rename' | 'set' | 'cast' | 'drop' | 'timestamp' | 'discard';
const kinds: readonly Kind[] = ['rename', 'set', 'cast', 'drop', 'timestamp', 'discard'];
const casts = ['text', 'number', 'boolean', 'date'] as const;

/** A new step of a kind, with what was said already. */
function stepOf(kind: Kind, before: MendStep): MendStep {
  const path = 'path' in before ? before.path : '';
  switch (kind) {
    case 'rename':
      return { do: 'rename', path, to: '' };
    case 'set':
      return { do: 'set', path, value: '' };
    case 'cast':
      return { do: 'cast', path, to: 'text' };
    case 'drop':
      return { do: 'drop', path };
    case 'timestamp':
      return { do: 'timestamp' };
    case 'discard':
      return { do: 'discard', note: '' };
  }
}

/** What one typed: a number, true, false or null when it reads so, otherwise the text. Numbers that begin with 0 or are too long to be kept exactly (phones, orders) are texts. */
function valueOf(text: string): unknown {
  return /^(true|false|null|-?(0|[1-9]\d{0,14})(\.\d+)?)$/.test(text) ? JSON.parse(text) : text;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export interface StepRowProps {
  readonly step: MendStep;
  readonly onChange: (step: MendStep) => void;
  readonly onRemove: () => void;
}

/** One change to a message, as people choose and fill it. */
export function StepRow({ step, onChange, onRemove }: StepRowProps) {
  const { t } = useTranslation('quarantine');
  const field = { flex: '1 1 160px', minWidth: 120 };
  return (
    <Flex gap={8} wrap align="center">
      <Select
        aria-label={t('steps')}
        style={{ width: 200 }}
        value={step.do === 'replace' ? 'set' : step.do}
        onChange={(kind: Kind) => onChange(stepOf(kind, step))}
        options={kinds.map((kind) => ({ value: kind, label: t(`do.${kind}`) }))}
      />
      {'path' in step && (
        <Input
          aria-label={t('path')}
          placeholder={t('path')}
          value={step.path}
          style={field}
          onChange={({ target }) => onChange({ ...step, path: target.value })}
        />
      )}
      {step.do === 'rename' && (
        <Input aria-label={t('to')} placeholder={t('to')} value={step.to} style={field} onChange={({ target }) => onChange({ ...step, to: target.value })} />
      )}
      {step.do === 'set' && (
        <ReadBox
          aria-label={t('value')}
          placeholder={t('value')}
          value={step.value}
          read={valueOf}
          show={textOf}
          style={field}
          onValue={(value) => onChange({ ...step, value })}
        />
      )}
      {step.do === 'cast' && (
        <Select
          aria-label={t('castTo')}
          value={step.to}
          style={{ width: 120 }}
          onChange={(to) => onChange({ ...step, to })}
          options={casts.map((to) => ({ value: to, label: t(`casts.${to}`) }))}
        />
      )}
      {step.do === 'discard' && (
        <Input
          aria-label={t('note')}
          placeholder={t('note')}
          value={step.note}
          style={field}
          onChange={({ target }) => onChange({ ...step, note: target.value })}
        />
      )}
      <Button icon={<DeleteOutlined />} aria-label={t('removeStep')} onClick={onRemove} />
    </Flex>
  );
}

/** Whether a step says all that it needs. */
export function isComplete(step: MendStep): boolean {
  if ('path' in step && step.path.trim() === '') return false;
  if (step.do === 'rename') return step.to.trim() !== '';
  return step.do !== 'discard' || step.note.trim() !== '';
}
