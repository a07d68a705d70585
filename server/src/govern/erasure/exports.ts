import { isJsonObject } from '#kernel';
import type { Postgres } from '#platform';
import type { ErasureParticipant } from './participant.ts';

interface Begun {
  readonly export: number;
}
const isBegun = (value: unknown): value is Begun => isJsonObject(value) && typeof value['export'] === 'number';

const last = 'SELECT coalesce(max(id), 0) AS export FROM govern.export WHERE workspace = $1';
const expire = `UPDATE govern.export SET expires_at = asked_at WHERE workspace = $1 AND id <= $2 AND state = 'done' AND expires_at > asked_at RETURNING 1`;
const isLeft = `SELECT EXISTS (SELECT FROM govern.export WHERE workspace = $1 AND id <= $2 AND state IN ('queued', 'running', 'done')) AS "isLeft"`;

/** Files that people asked for may hold anybody: those of before are at the end of their time. Whoever needs one asks for it again. */
export const exportErasure = ({ pg }: { readonly pg: Postgres }): ErasureParticipant => ({
  name: 'exports',
  sweep: async ({ workspace }, progress) => {
    const begun = isBegun(progress) ? progress : ((await pg.query<Begun>(last, [workspace]))[0] ?? { export: 0 });
    const ended = await pg.query(expire, [workspace, begun.export]);
    const [row] = await pg.query<{ isLeft: boolean }>(isLeft, [workspace, begun.export]);
    return { removed: [{ store: 'files', what: 'exported files', count: ended.length }], isDone: row?.isLeft === false, progress: begun };
  },
});
