import pg from 'pg';

export interface Listening {
  /** False while the connection is lost: notifications may be missed until it is back. */
  isConnected(): boolean;
  close(): Promise<void>;
}

const retryAfterMs = 500;

/** Holds one connection of its own that listens, and makes a new one whenever it is lost, until it is closed. */
export function listenTo(url: string, channel: string, onNotify: (payload: string) => void): Listening {
  let client: pg.Client | undefined;
  let isConnected = false;
  let isClosed = false;
  let retry: NodeJS.Timeout | undefined;

  const lost = (of: pg.Client): void => {
    if (of !== client || isClosed) return;
    isConnected = false;
    client = undefined;
    of.end().catch(() => undefined); // it is lost already; a second error says nothing new
    retry = setTimeout(connect, retryAfterMs);
  };
  const connect = (): void => {
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    client = next;
    next.on('error', () => lost(next));
    next.on('end', () => lost(next));
    next.on('notification', ({ payload }) => onNotify(payload ?? ''));
    next
      .connect()
      .then(() => next.query(`LISTEN ${pg.escapeIdentifier(channel)}`))
      .then(
        () => {
          if (next !== client) return;
          isConnected = true;
          onNotify('');
        },
        () => lost(next),
      );
  };
  connect();
  return {
    isConnected: () => isConnected,
    close: async () => {
      isClosed = true;
      isConnected = false;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
