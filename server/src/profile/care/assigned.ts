import { wallOf } from '#kernel';
import type { Caller } from '#govern';
import type { PostgresSession } from '#platform';
import type { Care } from './care.read.ts';

/** Somebody is given a follow-up by somebody else. It says whose customer and until when, not what was written: a bell is no place for that. */
export interface Assigned {
  readonly workspace: number;
  readonly operatorId: string;
  /** What it is about: told once. */
  readonly source: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly body: { readonly zh: string; readonly en: string };
  readonly link: string;
  readonly at: Date;
}

/** Rings the bell of whoever was given a follow-up. */
export type TellAssigned = (tx: PostgresSession, assigned: Assigned) => Promise<void>;

const clockOf = (moment: Date, timezone: string): string => new Date(wallOf(moment.getTime(), timezone)).toISOString().slice(0, 16).replace('T', ' ');

/** What to tell the one who has it now; undefined where nobody is given it, or where they took it themselves. `before`: who had it. */
export function assignedBy(caller: Caller, care: Care, before: string | null, now: number): Assigned | undefined {
  const { id, assignee, originId, dueAt, version, workspace, state } = care;
  if (assignee === null || assignee === before || assignee === caller.operator?.id || state !== 'open') return undefined;
  const due = dueAt === null ? null : clockOf(dueAt, caller.timezone);
  return {
    workspace,
    operatorId: assignee,
    source: `care/${id}/${version}`,
    title: { zh: `${caller.name} 给你指派了一项跟进`, en: `${caller.name} gave you a follow-up` },
    body: {
      zh: `客户 ${originId}${due === null ? '' : `，${due} 截止`}`,
      en: `Customer ${originId}${due === null ? '' : `, due ${due}`}`,
    },
    link: `customers/${originId}?tab=care`,
    at: new Date(now),
  };
}
