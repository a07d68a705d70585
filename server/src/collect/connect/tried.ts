import type { ConnectionTried } from '@danqing/contracts';
import type { FastifyRequest } from 'fastify';
import { hideCell } from '../import/job/hide-examples.ts';
import { queueRecognition, type QueueDeps, waitForReport } from '../import/job/queue.ts';
import { isRecognised } from '../import/job/recognition-view.ts';
import type { Sample } from './try.ts';

/** Has a sample recognised as an uploaded file is, and tells what there is in it. Who sees personal data only masked sees the rows so, too. */
export async function tellTried(sample: Sample, request: FastifyRequest, deps: QueueDeps): Promise<ConnectionTried> {
  const { id, file, fileName, totalBytes } = sample;
  await queueRecognition({ id, file, fileName, fileHash: null, totalBytes, upload: null, fields: new Map() }, request, deps);
  const { report } = await waitForReport(id, request, deps, (stored) => stored.report !== null);
  const targets = new Map(isRecognised(report) ? report.columns.map(({ name, guess }) => [name, guess.target]) : []);
  const cell = (text: string | null, index: number): string | null =>
    text === null || request.caller.seesPersonalData ? text : hideCell(targets.get(sample.columns[index]?.name ?? '') ?? '', text);
  return {
    upload: id,
    server: sample.server,
    columns: sample.columns.map(({ name, type, cast, kind }) => ({ name, type, grows: cast !== undefined && (kind === 'time' || kind === 'number') })),
    rows: sample.rows.map((row) => row.map((text, index) => cell(text === null ? null : text.slice(0, 500), index))),
    sampled: sample.sampled,
    files: sample.files.map(({ path, bytes, changedAt }) => ({ path, bytes, changedAt: changedAt?.toISOString() ?? null })),
    matched: sample.matched,
    warnings: [...sample.warnings],
  };
}
