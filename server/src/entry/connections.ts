import type { Logger } from 'pino';
import { type ConnectionRunner, startConnections } from '#collect';
import type { Clock } from '#kernel';
import { networksOf, type Postgres, type Seal } from '#platform';
import { putNotices } from '#watch';
import { importsFolder } from './imports.ts';
import type { Runtime } from './runtime.ts';

interface ConnectionParts {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly seal: Seal;
  timezoneOf(workspace: number): string;
}

/** Data that comes by itself: who is due is asked, and what comes is imported. */
export const startDataConnections = ({ data, sourceNetworks, watchedFolders }: Runtime, parts: ConnectionParts): ConnectionRunner =>
  startConnections({
    ...parts,
    folder: importsFolder(data),
    networks: networksOf(sourceNetworks),
    watchedFolders,
    tell: (tx, notices) =>
      putNotices(
        tx,
        notices.map((notice) => ({ kind: 'notice', ...notice })),
      ),
  });
