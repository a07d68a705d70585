import { ComposedMapping, ImportChoices, ImportRecognition } from '@danqing/contracts';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { conflict } from '#kernel';
import type { typed } from '#platform';
import { readSameFile, type StoredImport } from './import.read.ts';
import { hideExamples } from './hide-examples.ts';
import { faultOf, queueRecognition, type QueueDeps, waitForReport } from './queue.ts';
import { composeChoices, isRecognised, recognitionView } from './recognition-view.ts';
import { recallMapping, signatureOf } from './remember.store.ts';
import { receiveUpload, type UploadPlace } from './upload.ts';

export interface RecogniseRoutesDeps extends QueueDeps {
  findFor(request: FastifyRequest, id: string): Promise<StoredImport>;
  placeFor(request: FastifyRequest): UploadPlace;
}

const IdParam = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });

/** A file is dropped first; what it holds is recognised, and decided on later. It is kept for a week. */
export function registerRecogniseRoutes(app: ReturnType<typeof typed>, deps: RecogniseRoutesDeps): void {
  const { pg, findFor, placeFor } = deps;

  const seenBy = async (request: FastifyRequest, stored: StoredImport): Promise<ImportRecognition> => {
    const { report, workspace, fileHash } = stored;
    if (!isRecognised(report))
      throw stored.state === 'failed' || stored.state === 'cancelled' ? faultOf(stored) : conflict('the file is still being looked at');
    const remembered = await recallMapping(pg, workspace, signatureOf(report.columns.map(({ name }) => name)));
    const view = recognitionView(stored, report, remembered, await readSameFile(pg, workspace, fileHash));
    return request.caller.seesPersonalData ? view : hideExamples(view);
  };

  app.post(
    '/api/v1/imports/recognise',
    {
      schema: {
        summary: 'What a file holds: its columns, what they are taken for, and a mapping',
        description:
          'Parts: `file`, or `upload` (the id of a recognised file, to be read anew); `table` (of an archive), `sheet`, `headerRow`, `encoding` where they are not to be found. Answers from the first rows; `isComplete` says whether the counts are those of the whole file.',
        consumes: ['multipart/form-data'],
        response: { 200: ImportRecognition },
      },
      // A mapping has columns under the names of personal fields: it is not masked at the door; its examples are, by `hideExamples`.
      config: { capability: 'data.write', personal: 'shown' },
    },
    async (request) => {
      const upload = await receiveUpload(request, placeFor(request));
      await queueRecognition(upload, request, deps);
      return await seenBy(request, await waitForReport(upload.id, request, deps, ({ report }) => report !== null));
    },
  );

  app.get(
    '/api/v1/imports/recognise/:id',
    {
      schema: { summary: 'A recognised file, as far as it has been read', params: IdParam, response: { 200: ImportRecognition } },
      config: { capability: 'data.read', personal: 'shown' },
    },
    async (request) => await seenBy(request, await findFor(request, request.params.id)),
  );

  app.post(
    '/api/v1/imports/recognise/:id/mapping',
    {
      schema: {
        summary: 'The mapping of a recognised file with what people decided',
        params: IdParam,
        body: ImportChoices,
        response: { 200: ComposedMapping },
      },
      config: { capability: 'data.read', scope: 'read', personal: 'shown' },
    },
    async (request) => {
      const { report } = await findFor(request, request.params.id);
      if (!isRecognised(report)) throw conflict('the file is still being looked at');
      return composeChoices(report, request.body);
    },
  );
}
