import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Caller, type Operator, recordAudit } from '#govern';
import { Fault, isJsonObject, notFound } from '#kernel';
import type { Postgres } from '#platform';
import { nameOfObject } from '../definition-route.ts';
import { nameAuthor } from '../history/revision.store.ts';
import { quote, tell } from '../tell.ts';
import { type Decision, decideProposal, readProposal, reopenProposal, type StoredProposal } from './proposal.store.ts';

interface Deciding {
  readonly pg: Postgres;
  readonly caller: Caller;
  readonly operator: Operator;
  readonly id: number;
  readonly note: string;
  readonly at: Date;
}

const decided = (): Fault => new Fault('DQ_ALREADY_DECIDED', 409, 'this proposal has been decided already');

/** Closes a proposal and tells whoever made it. */
async function close(
  { pg, caller, operator, id, note, at }: Deciding,
  state: Decision['state'],
  words: { readonly zh: string; readonly en: string },
): Promise<StoredProposal> {
  return await pg.transaction(async (tx) => {
    const proposal = await decideProposal(tx, caller.workspace, id, { state, operatorId: operator.id, name: operator.name, at, note });
    if (proposal === undefined) throw (await readProposal(tx, caller.workspace, id)) === undefined ? notFound('this proposal') : decided();
    const name = nameOfObject(proposal.object);
    await tell(tx, operator.id, (member) => member.id === proposal.operatorId, {
      workspace: caller.workspace,
      source: `proposal/${id}/${state}`,
      level: state === 'approved' ? 'success' : 'warning',
      title: { zh: `${operator.name} ${words.zh}对“${name}”的改动`, en: `${operator.name} ${words.en} your change of “${name}”` },
      body: { zh: quote(note), en: quote(note) },
      link: `approvals?state=${state}&proposal=${id}`,
      at,
    });
    await recordAudit(tx, caller, { action: `proposal.${state}`, object: proposal.object, details: { proposal: id } });
    return proposal;
  });
}

export const reject = (deciding: Deciding): Promise<StoredProposal> => close(deciding, 'rejected', { zh: '未同意', en: 'rejected' });

/** Whoever made it takes it back. */
export async function withdraw(deciding: Deciding): Promise<StoredProposal> {
  const proposal = await readProposal(deciding.pg, deciding.caller.workspace, deciding.id);
  if (proposal === undefined) throw notFound('this proposal');
  if (proposal.operatorId !== deciding.operator.id) throw new Fault('DQ_FORBIDDEN', 403, 'only who made a proposal may withdraw it');
  return await close(deciding, 'withdrawn', { zh: '撤回了', en: 'withdrew' });
}

/**
 * Sends the request again as it was, in the name of whoever approves; the route checks everything anew, the version too. Closed first, so that two approvers
 * make one change; what the route refuses opens it again and is passed on.
 */
export async function approve(app: FastifyInstance, request: FastifyRequest, deciding: Deciding): Promise<StoredProposal> {
  const { pg, caller, operator, id } = deciding;
  const before = await readProposal(pg, caller.workspace, id);
  if (before === undefined) throw notFound('this proposal');
  if (before.operatorId === operator.id) throw new Fault('DQ_FORBIDDEN', 403, 'nobody approves their own change; ask a colleague');
  const proposal = await close(deciding, 'approved', { zh: '通过了', en: 'approved' });
  const answer = await app.inject({
    method: proposal.method,
    url: proposal.path,
    headers: { ...passedOn(request, proposal), ...(proposal.body !== null && { 'content-type': 'application/json' }) },
    ...(proposal.body !== null && { payload: JSON.stringify(proposal.body) }),
  });
  if (answer.statusCode >= 400) {
    await reopenProposal(pg, caller.workspace, id);
    throw refusal(answer.statusCode, answer.body);
  }
  await nameAuthor(pg, {
    workspace: caller.workspace,
    object: proposal.object,
    operatorId: proposal.operatorId,
    actor: proposal.actor,
    approverId: operator.id,
  });
  return proposal;
}

const passed = ['cookie', 'origin', 'host', 'x-danqing-console', 'x-workspace'] as const;

function passedOn(request: FastifyRequest, { ifMatch, reason }: StoredProposal): Record<string, string> {
  const headers = passed.flatMap((name): [string, string][] => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return {
    ...Object.fromEntries(headers),
    ...(ifMatch !== null && { 'if-match': ifMatch }),
    'x-change-reason': encodeURIComponent(reason),
  };
}

const isCode = (code: unknown): code is `DQ_${string}` => typeof code === 'string' && code.startsWith('DQ_');

function refusal(status: number, body: string): Fault {
  const problem: unknown = JSON.parse(body);
  const [code, detail] = isJsonObject(problem) ? [problem['code'], problem['detail']] : [];
  return new Fault(
    isCode(code) ? code : 'DQ_REFUSED',
    status,
    `the change cannot be made any more: ${typeof detail === 'string' ? detail : `status ${status}`}`,
  );
}
