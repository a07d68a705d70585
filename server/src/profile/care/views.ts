import type { CareAnswer, CareVersions, CareView, EventComplaint } from '@danqing/contracts';
import type { Caller } from '#govern';
import type { Care, CareVersion } from './care.read.ts';

const momentOf = (date: Date | null): string | null => date?.toISOString() ?? null;

/** Whoever asks wrote it; what keys wrote is every key's. */
export const isOwn = ({ author }: Care, { operator }: Caller): boolean => author === (operator?.id ?? null);
/** Its author, whoever manages the workspace, and keys. */
export const mayRemove = (care: Care, caller: Caller): boolean => isOwn(care, caller) || caller.operator === null || caller.operator.role === 'admin';

/** As whoever asks sees it: their own words as they wrote them, the others' through `hide`. */
export function careView(care: Care, caller: Caller, hide: (text: string) => string): CareView {
  const { id, kind, originId, text, at, dueAt, assignee, assigneeName, state, closedAt, outcome, authorName, madeAt, version, changedBy, changedAt } = care;
  const isTheirs = isOwn(care, caller);
  return {
    id,
    kind,
    profile: originId,
    text: isTheirs ? text : hide(text),
    at: at.toISOString(),
    dueAt: momentOf(dueAt),
    assignee,
    assigneeName,
    state,
    closedAt: momentOf(closedAt),
    outcome: isTheirs ? outcome : hide(outcome),
    author: authorName,
    isOwn: isTheirs,
    mayRemove: mayRemove(care, caller),
    madeAt: madeAt.toISOString(),
    version,
    changedBy,
    changedAt: changedAt.toISOString(),
  };
}

/** What it said before. */
export const versionView = ({ content, changedAt, ...version }: CareVersion, hide: (text: string) => string): CareVersions['items'][number] => ({
  ...version,
  ...content,
  text: hide(content.text),
  outcome: hide(content.outcome),
  changedAt: changedAt.toISOString(),
});

/** How much of it waits for somebody. `now` in ms. */
export function openOf(care: readonly Care[], complaints: readonly EventComplaint[], now: number): CareAnswer['open'] {
  const open = care.filter(({ state }) => state === 'open');
  const followUps = open.filter(({ kind }) => kind === 'follow_up');
  return {
    followUps: followUps.length,
    overdue: followUps.filter(({ dueAt }) => dueAt !== null && dueAt.getTime() < now).length,
    complaints: open.filter(({ kind }) => kind === 'complaint').length + complaints.filter(({ state }) => state === 'open').length,
  };
}
