import type { TaskView } from '@danqing/contracts';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Formats, useFormats } from '../../parts/format.ts';

const minuteMs = 60_000;

/** How long something still takes, in the unit that people would say. */
function useSpan(): (ms: number) => string {
  const { t } = useTranslation('tasks');
  const formats = useFormats();
  return (ms) => {
    if (ms < minuteMs) return t('seconds', { n: formats.number(Math.max(1, Math.round(ms / 1000)), 0) });
    if (ms < 60 * minuteMs) return t('minutes', { n: formats.number(Math.round(ms / minuteMs), 0) });
    return t('hours', { n: formats.number(ms / (60 * minuteMs), 1) });
  };
}

const amountOf = (value: number, unit: string, formats: Formats): string => (unit === 'bytes' ? formats.bytes(value) : formats.number(value, 0));

/** A bar with what is done, how fast, and how long the rest takes. */
export function TaskProgress({ task: { progress, state, ratePerSecond, remainingMs, title } }: { readonly task: TaskView }) {
  const { t, i18n } = useTranslation('tasks');
  const formats = useFormats();
  const span = useSpan();
  if (progress === null || state === 'waiting') return null;
  const { done, total, unit } = progress;
  const unitWord = unit === 'bytes' ? '' : t(`units.${unit}`);
  const amount = [amountOf(done, unit, formats), ...(total === null ? [] : [amountOf(total, unit, formats)])].join(' / ');
  const notes = [
    `${amount}${unitWord === '' ? '' : ` ${unitWord}`}`,
    ...(ratePerSecond === null ? [] : [t('rate', { rate: amountOf(ratePerSecond, unit, formats) })]),
    ...(remainingMs === null ? [] : [t('remaining', { time: span(remainingMs) })]),
  ];
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <div style={{ minWidth: 180, maxWidth: 320 }}>
      {state === 'running' && share !== null && (
        <Progress
          percent={Math.round(share * 1000) / 10}
          size="small"
          status="active"
          aria-label={i18n.language === 'en' ? title.en : title.zh}
          style={{ margin: 0 }}
        />
      )}
      <div style={{ fontSize: 12, color: 'var(--text-secondary)' }}>{notes.join(' · ')}</div>
    </div>
  );
}
