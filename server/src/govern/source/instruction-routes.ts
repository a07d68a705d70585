import { IdParams, Instructions, InstructionsQuery, mayUse } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { Fault, notFound } from '#kernel';
import { type Postgres, typed } from '#platform';
import { recordAudit } from '../audit/record.ts';
import { readSources } from '../govern.read.ts';
import type { Caller } from '../types.ts';
import { clientsFor } from './clients/clients.ts';

/** What stands where the key goes while nobody has asked to see it. */
const placeholder = 'YOUR_WRITE_KEY';

const mayReveal = ({ operator, scopes }: Caller): boolean => (operator === null ? scopes.includes('admin') : mayUse(operator.role, 'data.write'));

/** How to send events to a source: snippets that work as they are copied. */
export function registerInstructionRoutes(app: FastifyInstance, { pg }: { readonly pg: Postgres }): void {
  const schema = {
    summary: 'How to send events to a source, for each client that works',
    params: IdParams,
    querystring: InstructionsQuery,
    response: { 200: Instructions },
  };
  // No customers' data: keys and addresses of this server.
  typed(app).get(
    '/api/v1/sources/:id/instructions',
    { schema, config: { capability: 'data.read', personal: 'shown' } },
    async ({ caller, params, query, protocol, host }) => {
      const source = (await readSources(pg)).find(({ id, workspace }) => id === params.id && workspace === caller.workspace);
      if (typeof source?.writeKey !== 'string') throw notFound(`a source ${params.id} with a write key`);
      const { writeKey } = source;
      const isRevealed = query.reveal === true;
      if (isRevealed && !mayReveal(caller)) throw new Fault('DQ_FORBIDDEN', 403, 'showing a write key needs data.write, or a key with the scope admin');
      if (isRevealed) await recordAudit(pg, caller, { action: 'source.reveal_key', object: `source:${params.id}` });
      const origin = `${protocol}://${host}`;
      return {
        host: origin,
        writeKey: isRevealed ? writeKey : null,
        placeholder,
        clients: clientsFor({ origin, key: isRevealed ? writeKey : placeholder }),
      };
    },
  );
}
