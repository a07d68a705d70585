import { Fault } from '#kernel';
import { openDataFolder, readRunning, type Settings } from '#platform/boot';
import { giveOrder } from '../control.ts';

/**
 * Runs `work` while nothing else touches the data folder. A backup is a copy of files at one moment at which no process writes: that is
 * consistent over stores, log, dedupe and offsets without any further thought. A running product is suspended (clients of the collector
 * retry), and goes on when the work is done or this process dies; of one that does not run, the folder's lock is taken.
 */
export async function whileStill<T>(settings: Settings, work: () => Promise<T>): Promise<T> {
  refuseServersElsewhere(settings);
  const running = readRunning(settings.data);
  if (running === undefined) {
    const folder = openDataFolder(settings.data);
    try {
      return await work();
    } finally {
      folder.release();
    }
  }
  const { release } = await giveOrder(running.control, 'suspend');
  try {
    return await work();
  } finally {
    await release();
  }
}

function refuseServersElsewhere({ databaseUrl, clickhouseUrl }: Settings): void {
  const names = [databaseUrl === undefined ? [] : 'DATABASE_URL', clickhouseUrl === undefined ? [] : 'CLICKHOUSE_URL'].flat();
  if (names.length > 0)
    throw new Fault(
      'DQ_STORES_ELSEWHERE',
      400,
      `with ${names.join(' and ')} the data lies in servers elsewhere: back those up and restore them by their own tools, with Danqing stopped, together with the data folder`,
    );
}
