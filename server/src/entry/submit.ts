import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceDirectory } from '#govern';
import type { Clock, JsonObject, WorkspaceId } from '#kernel';
import { readDelivered } from '#pipeline';
import type { EventLog, LogEntry, Postgres } from '#platform';

export interface SubmitDeps {
  readonly pg: Postgres;
  readonly log: Pick<EventLog, 'append'>;
  readonly sources: SourceDirectory;
  readonly clock: Clock;
}

/** What the API writes counts under a source of this name. */
const sourceName = 'api';
/** A record of the log holds a megabyte. */
const maxRecordBytes = 900_000;
/** A caller wants to read what it wrote; behind a long import it is not made to wait for that. */
const patienceMs = 5_000;
const lookMs = 20;

/** Appends messages as an import would, and waits a little for the pipeline. True when everything of them can be queried. */
export const submitTo =
  ({ pg, log, sources, clock }: SubmitDeps) =>
  async (workspace: WorkspaceId, messages: readonly JsonObject[]): Promise<boolean> => {
    const source = await sources.ensureImportSource(workspace, sourceName);
    const receivedAt = clock.now();
    const entries = recordsOf(messages.map((message) => JSON.stringify(message))).map(
      (texts): LogEntry => ({
        workspace,
        sourceId: source.id,
        protocol: 'import',
        call: 'batch',
        receivedAt,
        remoteAddress: '',
        userAgent: '',
        events: texts.length,
        body: Buffer.from(`{"batch":[${texts.join(',')}]}`),
      }),
    );
    const { last } = await log.append(entries);
    for (let waited = 0; waited < patienceMs; waited += lookMs) {
      if ((await readDelivered(pg)) >= last) return true;
      await sleep(lookMs);
    }
    return false;
  };

function recordsOf(texts: readonly string[]): readonly (readonly string[])[] {
  const records: string[][] = [];
  let bytes = 0;
  for (const text of texts) {
    const size = Buffer.byteLength(text) + 1;
    if (records.length === 0 || bytes + size > maxRecordBytes) {
      records.push([]);
      bytes = 0;
    }
    records.at(-1)?.push(text);
    bytes += size;
  }
  return records;
}
