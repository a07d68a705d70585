/** One log record's worth of messages. */
interface Batch {
  readonly body: Buffer;
  readonly events: number;
}

/** What one append writes: a chunk is in the log as a whole or not at all. */
export interface Chunk {
  readonly number: number;
  readonly batches: readonly Batch[];
}

const maxEvents = 1000;
const maxBytes = 1_000_000;
const batchesPerChunk = 4;

const envelope = '{"batch":[]}'.length;
const bodyOf = (messages: readonly string[]): Buffer => Buffer.from(`{"batch":[${messages.join(',')}]}`);

/** Cuts messages into records and chunks, numbered from 1. The cuts depend on the messages alone, so that a resumed import makes the same ones. */
export async function* chunksOf(messages: AsyncIterable<readonly { readonly message: string }[]>): AsyncIterable<Chunk> {
  let pending: string[] = [];
  let bytes = envelope;
  let batches: Batch[] = [];
  let number = 0;
  const endBatch = (): void => {
    if (pending.length > 0) batches.push({ body: bodyOf(pending), events: pending.length });
    pending = [];
    bytes = envelope;
  };
  for await (const some of messages) {
    for (const { message } of some) {
      const size = Buffer.byteLength(message) + 1;
      if (pending.length >= maxEvents || bytes + size > maxBytes) endBatch();
      if (batches.length >= batchesPerChunk) {
        yield { number: ++number, batches };
        batches = [];
      }
      pending.push(message);
      bytes += size;
    }
  }
  endBatch();
  if (batches.length > 0) yield { number: ++number, batches };
}
