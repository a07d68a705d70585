import type { Words } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import { dropAlert, resolveAlert, saveAlert, type StoredAlert } from './alert.store.ts';
import type { Rule } from './rule.store.ts';
import { type Episode, type Next, nextState, type Reading } from './state.ts';
import type { Telling } from './tell.ts';

const minute = 60_000;

export interface Looked {
  readonly rule: Rule;
  readonly readings: readonly Reading[];
  readonly problem: string | null;
}

const episodeOf = (alert: StoredAlert): Episode | undefined =>
  alert.state === 'resolved'
    ? undefined
    : {
        state: alert.state,
        since: alert.since.getTime(),
        seenAt: alert.seenAt.getTime(),
        firedAt: alert.firedAt?.getTime() ?? null,
        toldAt: alert.toldAt?.getTime() ?? null,
        isAcknowledged: alert.acknowledgedAt !== null,
      };

const momentOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** One subject of a rule. */
interface Followed {
  readonly rule: Rule;
  readonly subject: string;
  readonly alert: StoredAlert | undefined;
  readonly said: { readonly value: number | null; readonly says: Words };
}

/** Keeps what comes next of one subject; what is to be told of it. */
async function keep(tx: PostgresSession, { rule, subject, alert, said }: Followed, next: Next, nowMs: number): Promise<Telling | undefined> {
  switch (next.kind) {
    case 'none':
      return undefined;
    case 'dropped':
      if (alert !== undefined) await dropAlert(tx, alert.id);
      return undefined;
    case 'resolved':
      if (alert === undefined) return undefined;
      await resolveAlert(tx, alert.id, new Date(nowMs), said.value);
      return next.tells ? { rule, alertId: alert.id, subject, what: 'resolved', value: said.value, says: said.says, since: alert.since } : undefined;
    case 'open': {
      const { state, since, seenAt, firedAt, toldAt } = next.episode;
      const kept = { state, since: new Date(since), seenAt: new Date(seenAt), firedAt: momentOf(firedAt), toldAt: momentOf(toldAt) };
      const alertId = await saveAlert(tx, { workspace: rule.workspace, ruleId: rule.id, subject, value: said.value, says: said.says, ...kept });
      return next.tells === null ? undefined : { rule, alertId, subject, what: next.tells, value: said.value, says: said.says, since: kept.since };
    }
  }
}

/** Brings the episodes of one rule up to what was seen; what is to be told of them. A subject that was not seen at all is clear: its source or segment is gone. */
export async function follow(tx: PostgresSession, { rule, readings }: Looked, open: readonly StoredAlert[], nowMs: number): Promise<readonly Telling[]> {
  const seen = new Map(readings.map((reading) => [reading.subject, reading]));
  const before = new Map(open.filter(({ ruleId }) => ruleId === rule.id).map((alert) => [alert.subject, alert]));
  const patience = { forMs: rule.forMinutes * minute, repeatMs: rule.repeatMinutes * minute, isSnoozed: (rule.snoozedUntil?.getTime() ?? 0) > nowMs };
  const tellings: Telling[] = [];
  for (const subject of new Set([...before.keys(), ...seen.keys()])) {
    const [alert, reading] = [before.get(subject), seen.get(subject)];
    const next = nextState(alert === undefined ? undefined : episodeOf(alert), reading?.level ?? 'clear', patience, nowMs);
    const told = await keep(tx, { rule, subject, alert, said: reading ?? alert ?? { value: null, says: { zh: rule.name, en: rule.name } } }, next, nowMs);
    if (told !== undefined) tellings.push(told);
  }
  return tellings;
}
