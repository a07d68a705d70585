import type { QuestionInput, QuestionView } from '@danqing/contracts';
import { mayUse } from '@danqing/contracts';
import { type Caller, recordAudit } from '#govern';
import { Fault, invalid, notFound } from '#kernel';
import type { AskDeps } from './deps.ts';
import { nextDaily } from './due.ts';
import { readAsked } from './prepare.ts';
import { deleteQuestion, insertQuestion, type QuestionDraft, readQuestion, type StoredQuestion, updateQuestion } from './question.store.ts';
import type { StoredRun } from './run.store.ts';
import { kept, runView } from './runs.ts';

const isOwner = ({ ownerId, owner }: Pick<StoredQuestion, 'ownerId' | 'owner'>, { operator, name }: Caller): boolean =>
  ownerId === (operator?.id ?? null) && (ownerId !== null || owner === name);
const isAdmin = ({ operator, scopes }: Caller): boolean => (operator === null ? scopes.includes('admin') : operator.role === 'admin');

export const mayRead = (question: StoredQuestion, caller: Caller): boolean => question.visibility === 'workspace' || isOwner(question, caller);
const mayChange = (question: StoredQuestion, caller: Caller): boolean =>
  (isOwner(question, caller) || (question.visibility === 'workspace' && isAdmin(caller))) &&
  (caller.operator === null || mayUse(caller.operator.role, 'sql.run'));

/** A question that somebody may look at; of others nobody learns that they exist. */
export async function visibleQuestion({ pg }: AskDeps, caller: Caller, id: number): Promise<StoredQuestion> {
  const question = await readQuestion(pg, caller.workspace, id);
  if (question === undefined || !mayRead(question, caller)) throw notFound(`the question ${id}`);
  return question;
}

/** Refuses a text that cannot run, and one that holds somebody's phone number: many read it. */
async function refuseText(deps: AskDeps, caller: Caller, { sql, parameters }: QuestionDraft): Promise<void> {
  await readAsked(deps, caller, sql);
  const masker = deps.privacy.maskerFor({ workspace: caller.workspace, seesPersonalData: false });
  const errors = [
    ...(kept(deps, caller.workspace, sql).isWhole
      ? []
      : [{ path: '/sql', code: 'DQ_PERSONAL_IN_SQL', message: 'it holds personal data: make a value of them, {{name:String}}' }]),
    ...Object.entries(parameters)
      .filter(([, value]) => [value].flat().some((each) => typeof each === 'string' && masker.text(each) !== each))
      .map(([name]) => ({ path: `/parameters/${name}`, code: 'DQ_PERSONAL_IN_SQL', message: 'personal data are not kept with a question: leave it empty' })),
  ];
  if (errors.length > 0) throw invalid('this question cannot be kept', errors);
}

const draftOf = (input: QuestionInput): QuestionDraft => ({
  ...input,
  folder: input.folder ?? '',
  description: input.description ?? '',
  parameters: input.parameters ?? {},
  visibility: input.visibility ?? 'mine',
  schedule: input.schedule ?? 'none',
});

export async function createQuestion(deps: AskDeps, caller: Caller, input: QuestionInput): Promise<StoredQuestion> {
  const draft = draftOf(input);
  await refuseText(deps, caller, draft);
  const at = new Date(deps.clock.now());
  return deps.pg.transaction(async (tx) => {
    const author = { id: caller.operator?.id ?? null, name: caller.name, at };
    const made = await insertQuestion(tx, caller.workspace, draft, author, draft.schedule === 'daily' ? at : null);
    await recordAudit(tx, caller, { action: 'question.create', object: `question:${made.id}`, details: { visibility: made.visibility } });
    return made;
  });
}

export async function changeQuestion(
  deps: AskDeps,
  caller: Caller,
  id: number,
  change: Partial<QuestionInput>,
  check: (version: number) => void,
): Promise<StoredQuestion> {
  const before = await changeable(deps, caller, id);
  const draft = { ...draftOf(before), ...change };
  if (change.sql !== undefined || change.parameters !== undefined) await refuseText(deps, caller, draft);
  const now = deps.clock.now();
  const dueAt = draft.schedule === 'none' ? null : before.schedule === 'daily' ? nextDaily(now, caller.timezone, id) : new Date(now);
  return deps.pg.transaction(async (tx) => {
    const locked = await readQuestion(tx, caller.workspace, id);
    if (locked === undefined) throw notFound(`the question ${id}`);
    check(locked.version);
    const author = { id: caller.operator?.id ?? null, name: caller.name, at: new Date(now) };
    const changed = await updateQuestion(tx, id, draft, author, dueAt);
    await recordAudit(tx, caller, {
      action: 'question.change',
      object: `question:${id}`,
      details: { version: changed.version, visibility: changed.visibility },
    });
    return changed;
  });
}

export async function removeQuestion(deps: AskDeps, caller: Caller, id: number, check: (version: number) => void): Promise<void> {
  const question = await changeable(deps, caller, id);
  check(question.version);
  await deps.pg.transaction(async (tx) => {
    await deleteQuestion(tx, id);
    await recordAudit(tx, caller, { action: 'question.delete', object: `question:${id}` });
  });
}

async function changeable(deps: AskDeps, caller: Caller, id: number): Promise<StoredQuestion> {
  const question = await visibleQuestion(deps, caller, id);
  if (!mayChange(question, caller)) throw new Fault('DQ_FORBIDDEN', 403, 'a question is changed by whoever made it, and by admins: save a copy of your own');
  return question;
}

/** What the API shows of a question, with the answer it shows now. */
export const questionView = (question: StoredQuestion, caller: Caller, result: StoredRun | undefined): QuestionView => ({
  id: question.id,
  name: question.name,
  folder: question.folder,
  description: question.description,
  sql: question.sql,
  parameters: question.parameters,
  chart: question.chart,
  visibility: question.visibility,
  schedule: question.schedule,
  version: question.version,
  owner: question.owner,
  isMine: isOwner(question, caller),
  mayChange: mayChange(question, caller),
  result: result === undefined ? null : runView(result, caller),
  createdAt: question.createdAt.toISOString(),
  updatedAt: question.updatedAt.toISOString(),
  updatedBy: question.updatedBy,
});
