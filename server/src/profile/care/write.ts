import type { CareInput, CarePatch } from '@danqing/contracts';
import { type Caller, readMembers, recordAudit } from '#govern';
import { identitiesById, lockGraph } from '#identify';
import { Fault, invalid, notFound, parseMoment } from '#kernel';
import type { Postgres, PostgresSession } from '#platform';
import { assignedBy, type TellAssigned } from './assigned.ts';
import type { Care } from './care.read.ts';
import { changeCare, insertCare, lockCare, markRemoved } from './care.store.ts';
import { isOwn, mayRemove } from './views.ts';

function momentIn(text: string, caller: Caller, path: string): Date {
  const moment = parseMoment(text, caller.timezone);
  if (moment === null) throw invalid('the moment cannot be read', [{ path, code: 'DQ_MOMENT', message: 'is an ISO 8601 date or date-time' }]);
  return new Date(moment);
}

const maybeMoment = (text: string | null, caller: Caller, path: string): Date | null => (text === null ? null : momentIn(text, caller, path));

async function nameOfAssignee(tx: PostgresSession, caller: Caller, assignee: string): Promise<string> {
  const member = (await readMembers(tx, caller.workspace)).find(({ id, isDisabled }) => id === assignee && !isDisabled);
  if (member === undefined)
    throw invalid('nobody here can be given this', [{ path: '/assignee', code: 'DQ_NOT_FOUND', message: 'is no operator of this workspace' }]);
  return member.name;
}

/** Only follow-ups are given to somebody until some day. */
function checkKind(kind: Care['kind'], { dueAt, assignee }: Pick<CarePatch, 'dueAt' | 'assignee'>): void {
  if (kind === 'follow_up' || ((dueAt ?? null) === null && (assignee ?? null) === null)) return;
  throw invalid('only a follow-up has a day and somebody who does it', [
    { path: dueAt === undefined ? '/assignee' : '/dueAt', code: 'DQ_UNEXPECTED', message: 'belongs to follow-ups' },
  ]);
}

/** Writes something down about a profile, under the home of the id that was asked for. Throws DQ_NOT_FOUND, DQ_INVALID. */
export const writeCare = (pg: Postgres, caller: Caller, profile: number, input: CareInput, now: number, tell: TellAssigned): Promise<Care> =>
  pg.transaction(async (tx) => {
    await lockGraph(tx);
    const [identity] = await identitiesById(tx, [profile]);
    if (identity?.workspace !== caller.workspace) throw notFound(`the profile ${profile}`);
    checkKind(input.kind, input);
    const at = input.at === undefined ? new Date(now) : momentIn(input.at, caller, '/at');
    const assignee = input.kind === 'follow_up' ? (input.assignee === undefined ? (caller.operator?.id ?? null) : input.assignee) : null;
    const care = await insertCare(
      tx,
      {
        workspace: caller.workspace,
        originId: identity.homeId,
        kind: input.kind,
        text: input.text.trim(),
        at,
        dueAt: maybeMoment(input.dueAt ?? null, caller, '/dueAt'),
        assignee,
        assigneeName: assignee === null ? null : await nameOfAssignee(tx, caller, assignee),
        state: input.kind === 'follow_up' || input.kind === 'complaint' ? 'open' : 'done',
        author: caller.operator?.id ?? null,
        authorName: caller.name,
      },
      new Date(now),
    );
    const assigned = assignedBy(caller, care, null, now);
    if (assigned !== undefined) await tell(tx, assigned);
    await recordAudit(tx, caller, { action: 'care.create', object: `profile:${identity.id}`, details: { kind: care.kind, record: care.id } });
    return care;
  });

async function existing(tx: PostgresSession, caller: Caller, id: number, isRemoved = false): Promise<Care> {
  const care = await lockCare(tx, caller.workspace, id);
  if (care === undefined || care.isRemoved !== isRemoved) throw notFound(`the record ${id}`);
  return care;
}

async function patched(tx: PostgresSession, caller: Caller, before: Care, patch: CarePatch, now: number): Promise<Care> {
  const assignee = patch.assignee === undefined ? before.assignee : patch.assignee;
  const state = patch.state ?? before.state;
  if (state === 'open' && (before.kind === 'note' || before.kind === 'interview'))
    throw invalid('a note is never open', [{ path: '/state', code: 'DQ_UNEXPECTED', message: 'belongs to follow-ups and complaints' }]);
  const isSame = assignee === before.assignee;
  return {
    ...before,
    text: patch.text?.trim() ?? before.text,
    at: patch.at === undefined ? before.at : momentIn(patch.at, caller, '/at'),
    dueAt: patch.dueAt === undefined ? before.dueAt : maybeMoment(patch.dueAt, caller, '/dueAt'),
    assignee,
    assigneeName: isSame ? before.assigneeName : assignee === null ? null : await nameOfAssignee(tx, caller, assignee),
    state,
    closedAt: state === 'open' ? null : state === before.state ? before.closedAt : new Date(now),
    outcome: patch.outcome?.trim() ?? before.outcome,
  };
}

/** Changes what was written down; what it said before is kept. Its text is its author's alone: others see it masked, and would write the masks. */
export const patchCare = (pg: Postgres, caller: Caller, id: number, patch: CarePatch, now: number, tell: TellAssigned): Promise<Care> =>
  pg.transaction(async (tx) => {
    const before = await existing(tx, caller, id);
    if (patch.text !== undefined && !isOwn(before, caller)) throw new Fault('DQ_FORBIDDEN', 403, 'only who wrote it may change its text');
    checkKind(before.kind, patch);
    const care = await changeCare(tx, before, await patched(tx, caller, before, patch, now), caller.name, new Date(now));
    const assigned = assignedBy(caller, care, before.assignee, now);
    if (assigned !== undefined) await tell(tx, assigned);
    await recordAudit(tx, caller, {
      action: 'care.change',
      object: `profile:${care.originId}`,
      details: { kind: care.kind, record: id, fields: Object.keys(patch) },
    });
    return care;
  });

/** Takes it out of sight, or puts it back. Its author, whoever manages the workspace, and keys. */
export const removeCare = (pg: Postgres, caller: Caller, id: number, now: number | null): Promise<Care> =>
  pg.transaction(async (tx) => {
    const before = await existing(tx, caller, id, now === null);
    if (!mayRemove(before, caller)) throw new Fault('DQ_FORBIDDEN', 403, 'only who wrote it, or who manages this workspace, may remove it');
    const care = await markRemoved(tx, id, now === null ? null : new Date(now));
    await recordAudit(tx, caller, {
      action: now === null ? 'care.restore' : 'care.remove',
      object: `profile:${care.originId}`,
      details: { kind: care.kind, record: id },
    });
    return care;
  });
