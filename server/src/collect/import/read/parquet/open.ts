import { Fault } from '#kernel';
import type { Cells, RowBatch } from '../row.ts';
import type { Answer } from './messages.ts';
import { type ReadingThread, startReadingThread, type ThreadLimits, usualLimits } from './reading-thread.ts';

export interface ParquetRows {
  readonly columns: readonly string[];
  readonly headerRow: number;
  readonly rowCount: number;
  readonly batches: AsyncIterable<RowBatch>;
  readBytes(): number;
}

/** Opens Parquet files, each read in a thread of its own. */
export type ParquetOpener = (path: string, wanted: readonly string[]) => Promise<ParquetRows>;

/**
 * Rows of Parquet files, decoded in threads: a file that was made to keep its decoder busy, or to take all memory, costs a thread what `limits` give it, and whoever reads it goes on. Starting a thread
 * takes a quarter of a second, so one that has done its work is kept for the next file.
 */
export function parquetOpener(limits: ThreadLimits): ParquetOpener {
  let spare: ReadingThread | undefined;
  const take = (): ReadingThread => {
    const thread = spare === undefined || spare.isOver() ? startReadingThread(limits) : spare;
    spare = undefined;
    return thread;
  };
  const giveBack = async (thread: ReadingThread): Promise<void> => {
    if (thread.isOver()) return;
    await thread.ask({ kind: 'close' });
    if (spare === undefined || spare.isOver()) spare = thread;
    else await thread.end();
  };

  return async (path, wanted) => {
    let read = 0;
    const opened = async (thread: ReadingThread) => {
      const answer = await thread.ask({ kind: 'open', path, wanted });
      if (answer.kind !== 'opened') throw new Error(`the thread that reads Parquet answered ${answer.kind}`);
      return answer;
    };
    // Whoever only looks at the columns leaves no thread behind: reading opens the file again.
    const look = async () => {
      const thread = take();
      try {
        return await opened(thread);
      } catch (error) {
        throw withKept(error, 0);
      } finally {
        await giveBack(thread);
      }
    };
    const head = await look();
    const { columns, rowCount } = head;
    async function* batches(): AsyncIterable<RowBatch> {
      const thread = take();
      let asked: Promise<Answer> | undefined;
      let number = 0;
      try {
        await opened(thread);
        asked = thread.ask({ kind: 'next' }, head);
        for (;;) {
          const answer: Answer = await asked;
          if (answer.kind !== 'rows' || answer.rows === undefined) return;
          read = answer.readBytes;
          // The next ones are decoded while these are worked on, and no more.
          asked = thread.ask({ kind: 'next' }, head);
          asked.catch(() => undefined);
          const rows: unknown = JSON.parse(answer.rows);
          if (!areRows(rows)) throw new Error('the thread that reads Parquet gave no rows');
          yield { rows: rows.map((cells) => ({ number: ++number, cells })), rejected: [] };
        }
      } catch (error) {
        throw withKept(error, number);
      } finally {
        await asked?.catch(() => undefined);
        await giveBack(thread);
      }
    }
    return { columns, headerRow: 0, rowCount, batches: batches(), readBytes: () => read };
  };
}

const areRows = (value: unknown): value is readonly Cells[] => Array.isArray(value);

/** What was read before stays with whoever took it. */
const withKept = (error: unknown, rows: number): unknown =>
  error instanceof Fault
    ? new Fault(error.code, error.status, `${error.message}; ${rows === 0 ? 'none of its rows were read' : `the first ${rows} rows were read and are kept`}`)
    : error;

/** Opens a Parquet file as rows. Throws DQ_IMPORT_PARQUET for one that is damaged, DQ_IMPORT_PARQUET_WORK for one that takes more than it can need, DQ_IMPORT_BOMB. */
export const openParquet: ParquetOpener = parquetOpener(usualLimits);
