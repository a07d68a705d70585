import multipart from '@fastify/multipart';
import { ChannelTried, ChannelTry, EnrichmentInput, EnrichmentView } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { enrich, isBotAgent } from '#clean';
import { recordAudit } from '#govern';
import { Fault, isJsonObject } from '#kernel';
import { type Postgres, typed } from '#platform';
import { putEnrichment, readEnrichment } from './enrichment.store.ts';
import { longestPlaceFile, type PlaceFile } from './place-file.ts';

export interface EnrichmentRoutesDeps {
  readonly pg: Postgres;
  readonly places: PlaceFile;
}

const usual: EnrichmentInput = { rules: [], ownHosts: [] };

/** How events are completed on their way in: own definitions of channels, what an address would be taken for, the file of places. */
export function registerEnrichmentRoutes(root: FastifyInstance, { pg, places }: EnrichmentRoutesDeps): void {
  const viewOf = async (workspace: number): Promise<EnrichmentView> => {
    const { rules, ownHosts } = (await readEnrichment(pg, workspace)) ?? usual;
    return { rules, ownHosts, placeFile: places.state() ?? null };
  };

  void root.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: longestPlaceFile, files: 1, parts: 2 } });
    const app = typed(scope);

    const read = { summary: 'How events are completed on their way in', response: { 200: EnrichmentView } };
    app.get('/api/v1/enrichment', { schema: read, config: { capability: 'data.read', personal: 'shown' } }, async ({ caller }) => viewOf(caller.workspace));

    const change = {
      summary: 'Own definitions of channels, and domains of the company; what came before stays as it is',
      body: EnrichmentInput,
      response: { 200: EnrichmentView },
    };
    app.put('/api/v1/enrichment', { schema: change, config: { capability: 'data.write', scope: 'admin', personal: 'shown' } }, async ({ caller, body }) => {
      await pg.transaction(async (tx) => {
        await putEnrichment(tx, caller.workspace, body);
        await recordAudit(tx, caller, {
          action: 'enrichment.change',
          object: 'enrichment',
          details: { rules: body.rules.length, ownHosts: body.ownHosts.length },
        });
      });
      return viewOf(caller.workspace);
    });

    const tryOut = {
      summary: 'What an address, a referrer and an agent would be taken for; nothing is kept',
      body: ChannelTry,
      response: { 200: ChannelTried },
    };
    app.post('/api/v1/enrichment/try', { schema: tryOut, config: { capability: 'data.read', scope: 'read', personal: 'shown' } }, async ({ caller, body }) => {
      const stored = (await readEnrichment(pg, caller.workspace)) ?? usual;
      const channels = { rules: body.rules ?? stored.rules, ownHosts: body.ownHosts ?? stored.ownHosts };
      const { url, referrer, userAgent: agent = '', ip = '' } = body;
      const columns: Record<string, string> = { page_url: url, page_referrer: referrer, ip };
      const isBot = isBotAgent(agent);
      const context = enrich({ type: 'page', context: {}, columns, isBot, agent }, { channels, placeOf: places.current() });
      const found = Object.entries(context).flatMap(([group, values]) =>
        isJsonObject(values)
          ? Object.entries(values).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[`${group}.${name}`, value]] : []))
          : [],
      );
      return { found: Object.fromEntries(found) };
    });

    const put = {
      summary: 'The file that tells places by network addresses (MaxMind DB)',
      description: 'multipart/form-data with the part file. For all workspaces of this installation; counts within seconds for what comes from then on.',
      consumes: ['multipart/form-data'],
      response: { 200: EnrichmentView },
    };
    app.post('/api/v1/enrichment/place-file', { schema: put, config: { capability: 'data.write', scope: 'admin', personal: 'shown' } }, async (request) => {
      const part = request.isMultipart() ? await request.file() : undefined;
      if (part === undefined) throw new Fault('DQ_MEDIA_TYPE', 415, 'send multipart/form-data with the part "file"');
      const bytes = await part.toBuffer();
      await places.put(bytes);
      await recordAudit(pg, request.caller, {
        action: 'enrichment.place_file',
        object: 'enrichment',
        details: { type: places.state()?.type ?? '', bytes: bytes.byteLength },
      });
      return viewOf(request.caller.workspace);
    });

    const remove = { summary: 'Takes the file of places away; places that were found stay', response: { 200: EnrichmentView } };
    app.delete(
      '/api/v1/enrichment/place-file',
      { schema: remove, config: { capability: 'data.write', scope: 'admin', personal: 'shown' } },
      async ({ caller }) => {
        await places.remove();
        await recordAudit(pg, caller, { action: 'enrichment.place_file', object: 'enrichment', details: { removed: true } });
        return viewOf(caller.workspace);
      },
    );
  });
}
