import type { PostgresSession } from '#platform';

const turn = `
  INSERT INTO watch.mark (name, at) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE watch.mark.at <= excluded.at - make_interval(secs => $3) RETURNING name`;

/** Takes the turn at something that only one worker does, at most once in `everyMs`; false: another one has it. */
export const takeTurn = async (pg: PostgresSession, name: string, now: Date, everyMs: number): Promise<boolean> =>
  (await pg.query(turn, [name, now, everyMs / 1000])).length === 1;

export const readMark = async (pg: PostgresSession, name: string): Promise<Date | undefined> =>
  (await pg.query<{ at: Date }>('SELECT at FROM watch.mark WHERE name = $1', [name]))[0]?.at;

const advance = `INSERT INTO watch.mark (name, at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET at = greatest(watch.mark.at, excluded.at)`;
export const advanceMark = (pg: PostgresSession, name: string, at: Date): Promise<unknown> => pg.query(advance, [name, at]);
