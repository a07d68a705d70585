import { mayUse } from '@danqing/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Operator, recordAudit } from '#govern';
import type { Clock } from '#kernel';
import type { Postgres } from '#platform';
import { type DefinitionWrite, definitionWrite, nameOfObject } from '../definition-route.ts';
import { reasonOf } from '../reason.ts';
import { quote, tell } from '../tell.ts';
import { insertProposal, needsApproval, type StoredProposal } from './proposal.store.ts';

const methods: readonly StoredProposal['method'][] = ['POST', 'PUT', 'PATCH', 'DELETE'];
const deedWords = { made: { zh: '新建', en: 'make' }, changed: { zh: '修改', en: 'change' }, removed: { zh: '删除', en: 'remove' } } as const;

/**
 * Where the workspace wants approvals, a write of a definition by an operator who may not approve is kept and answered with 202; its shape has been checked.
 * Behind idempotency, so that a repeated request is one proposal.
 */
export function registerProposalHook(app: FastifyInstance, { pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): void {
  app.addHook('preHandler', async (request, reply) => {
    const operator = request.caller?.operator;
    const write = operator === undefined || operator === null || mayUse(operator.role, 'definitions.approve') ? undefined : definitionWrite(request);
    if (operator === undefined || operator === null || write === undefined || !(await needsApproval(pg, request.caller.workspace))) return undefined;
    const id = await propose(pg, request, operator, write, new Date(clock.now()));
    return reply.code(202).send({ proposal: id, state: 'open' });
  });
}

async function propose(pg: Postgres, request: FastifyRequest, operator: Operator, { object, deed }: DefinitionWrite, at: Date): Promise<number> {
  const { caller } = request;
  const method = methods.find((one) => one === request.method);
  if (method === undefined) throw new Error('a write has a method that writes');
  const ifMatch = request.headers['if-match'];
  const reason = reasonOf(request);
  return await pg.transaction(async (tx) => {
    const id = await insertProposal(tx, caller.workspace, {
      object,
      deed,
      method,
      path: request.url,
      body: request.body ?? null,
      ifMatch: typeof ifMatch === 'string' ? ifMatch : null,
      reason,
      operatorId: operator.id,
      actor: operator.name,
      at,
    });
    const name = nameOfObject(object);
    await tell(tx, operator.id, ({ role }) => mayUse(role, 'definitions.approve'), {
      workspace: caller.workspace,
      source: `proposal/${id}`,
      title: { zh: `待审批：${operator.name} 要${deedWords[deed].zh}“${name}”`, en: `To approve: ${operator.name} wants to ${deedWords[deed].en} “${name}”` },
      body: { zh: quote(reason), en: quote(reason) },
      link: `approvals?proposal=${id}`,
      at,
    });
    await recordAudit(tx, caller, { action: 'proposal.make', object, details: { proposal: id, deed } });
    return id;
  });
}
