import type { AlertSeverity, Words } from '@danqing/contracts';
import type { Message } from '../channel/message.ts';
import type { Rule } from './rule.store.ts';

/** Something to be told of one episode. */
export interface Telling {
  readonly rule: Rule;
  readonly alertId: number;
  readonly subject: string;
  readonly what: 'fired' | 'again' | 'resolved';
  readonly value: number | null;
  readonly says: Words;
  readonly since: Date;
}

const mostLines = 10;
const severityWords: Readonly<Record<AlertSeverity, Words>> = {
  info: { zh: '提示', en: 'Info' },
  warning: { zh: '警告', en: 'Warning' },
  critical: { zh: '严重', en: 'Critical' },
};
const order: readonly AlertSeverity[] = ['info', 'warning', 'critical'];

const lineOf = ({ what, says }: Telling): Words => {
  if (what === 'resolved') return { zh: `【已恢复】${says.zh}`, en: `[resolved] ${says.en}` };
  return what === 'again' ? { zh: `【仍在持续】${says.zh}`, en: `[still] ${says.en}` } : says;
};

function titleOf(tellings: readonly Telling[], severity: AlertSeverity, workspace: string): Words {
  const going = tellings.filter(({ what }) => what !== 'resolved');
  const [first] = going.length > 0 ? going : tellings;
  const rules = new Set(tellings.map(({ rule }) => rule.id));
  const name = first?.rule.name ?? '';
  if (going.length === 0)
    return {
      zh: `【已恢复】${workspace} · ${rules.size === 1 ? name : `${tellings.length} 条告警`}`,
      en: `[Resolved] ${workspace} · ${rules.size === 1 ? name : `${tellings.length} alerts`}`,
    };
  const word = severityWords[severity];
  return {
    zh: `【${word.zh}】${workspace} · ${rules.size === 1 ? name : `${going.length} 条告警`}`,
    en: `[${word.en}] ${workspace} · ${rules.size === 1 ? name : `${going.length} alerts`}`,
  };
}

/** One message for all that is to be told through a channel at once, so that a bad hour is no storm. */
export function messageOf(tellings: readonly Telling[], workspace: { readonly key: string; readonly name: string }, link: string | null): Message {
  const going = tellings.filter(({ what }) => what !== 'resolved');
  const severity = order[Math.max(0, ...going.map(({ rule }) => order.indexOf(rule.severity)))] ?? 'info';
  const sorted = tellings.toSorted(
    (a, b) => Number(a.what === 'resolved') - Number(b.what === 'resolved') || order.indexOf(b.rule.severity) - order.indexOf(a.rule.severity),
  );
  const rest = sorted.length - mostLines;
  return {
    about: 'alert',
    level: going.length === 0 ? 'good' : severity,
    title: titleOf(tellings, severity, workspace.name),
    lines: [...sorted.slice(0, mostLines).map(lineOf), ...(rest > 0 ? [{ zh: `另有 ${rest} 条`, en: `and ${rest} more` }] : [])],
    link,
    data: {
      workspace: workspace.key,
      alerts: sorted.map(({ rule, alertId, subject, what, value, says, since }) => ({
        id: alertId,
        rule: { id: rule.id, name: rule.name, kind: rule.kind, severity: rule.severity },
        subject,
        what,
        value,
        says,
        since: since.toISOString(),
      })),
    },
  };
}
