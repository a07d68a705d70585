/** Random histories of messages, merges and undone merges, and the product made to live through them, in slices of any size. */
import fc from 'fast-check';
import { identifySlice } from '#identify';
import { Fault, type JsonObject } from '#kernel';
import { graphErasure, putMerge, putUnmerge } from '#pipeline';
import type { Postgres } from '#platform';
import { writeProfiles } from '#profile';
import { cleanMessage } from '../../src/clean/testing.ts';
import type { ModelMessage, ModelStep } from './merge-model.ts';

const begin = Date.UTC(2026, 10, 1);
const one = fc.constantFrom('1', '2', '3');
const optional = fc.option(one, { nil: undefined, freq: 2 });

const message: fc.Arbitrary<ModelMessage> = fc
  .record({
    user: optional,
    email: optional,
    anonymous: optional,
    previous: fc.option(fc.constantFrom('u1', 'u2', 'u3', 'a1', 'a2', 'x'), { nil: undefined, freq: 1 }),
    trait: fc.option(fc.tuple(fc.constantFrom('x', 'y'), fc.nat(9)), { nil: undefined }),
    minute: fc.nat(500),
  })
  .map(({ user, email, anonymous, previous, trait, minute }): ModelMessage => {
    const identifiers = [
      ...(user === undefined ? [] : [`user_id=u${user}`]),
      ...(email === undefined ? [] : [`email=m${email}@x.cn`]),
      ...(anonymous === undefined ? [] : [`anonymous_id=a${anonymous}`]),
    ];
    return {
      kind: 'message',
      // A message without a user id has an anonymous one.
      identifiers: user === undefined && anonymous === undefined ? [...identifiers, 'anonymous_id=a0'] : identifiers,
      ...(previous === undefined || user === undefined ? {} : { previousId: previous }),
      ...(trait === undefined ? {} : { trait }),
      at: begin + minute * 60_000,
    };
  });

const identifier = fc.constantFrom(...['1', '2', '3'].flatMap((n) => [`user_id=u${n}`, `email=m${n}@x.cn`, `anonymous_id=a${n}`]));

/** Somebody has said of every identifier that it is one person's, so that only merges, limits and separations decide: the guard against shared ones has tests of its own. */
const trust = `
  INSERT INTO identify.shared (workspace, kind, value, state, cause, evidence, found_at)
  SELECT $1, kind, prefix || n || suffix, 'not_shared', 'manual', '{}', now()
  FROM (VALUES ('user_id', 'u', ''), ('user_id', 'a', ''), ('email', 'm', '@x.cn'), ('anonymous_id', 'a', ''), ('anonymous_id', 'u', ''), ('user_id', 'x', ''), ('anonymous_id', 'x', ''))
    AS every (kind, prefix, suffix), unnest('{"",0,1,2,3}'::text[]) AS n ON CONFLICT DO NOTHING`;

/** Steps; messages that stand together may come in one slice. */
export const histories: fc.Arbitrary<readonly ModelStep[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: message },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), into: identifier, from: identifier }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('unmerge' as const), link: fc.nat(8) }) },
  ),
  { minLength: 4, maxLength: 24 },
);

/** The same with people who are forgotten, one side or whole. */
export const erasingHistories: fc.Arbitrary<readonly ModelStep[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: message },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('merge' as const), into: identifier, from: identifier }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('unmerge' as const), link: fc.nat(8) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('erase' as const), who: identifier, scope: fc.constantFrom('profile' as const, 'side' as const) }) },
  ),
  { minLength: 4, maxLength: 24 },
);

export const messagesOnly = fc.array(message, { minLength: 2, maxLength: 12 });

/** The same as it travels. */
function rawOf({ identifiers, previousId, trait, at }: ModelMessage, index: number): JsonObject {
  const named = new Map(identifiers.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
  const email = named.get('email');
  const traits = { ...(email === undefined ? {} : { email }), ...(trait === undefined ? {} : { [trait[0]]: trait[1] }) };
  const [userId, anonymousId] = [named.get('user_id'), named.get('anonymous_id')];
  return {
    type: previousId === undefined ? 'track' : 'alias',
    event: 'A',
    messageId: `m${String(index).padStart(3, '0')}`,
    timestamp: new Date(at).toISOString(),
    ...(userId === undefined ? {} : { userId }),
    ...(anonymousId === undefined ? {} : { anonymousId }),
    ...(previousId === undefined ? {} : { previousId }),
    context: { traits },
  };
}

/** What came of it: of each message its home, of each step whether it was refused. */
export interface Played {
  readonly homes: readonly number[];
  readonly refused: readonly boolean[];
}

/** Lives through a history. Messages that stand together come in slices of at most `sliceSize`. */
export async function play(pg: Postgres, workspace: number, steps: readonly ModelStep[], sliceSize: number): Promise<Played> {
  await pg.query(trust, [workspace]);
  const homes: number[] = [];
  const refused: boolean[] = [];
  let waiting: JsonObject[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    for (let from = 0; from < waiting.length; from += sliceSize) {
      const events = waiting.slice(from, from + sliceSize).map((raw, index) => cleanMessage(raw, { workspace }, index));
      await pg.transaction(async (tx) => {
        const identity = await identifySlice(tx, events, 1);
        await writeProfiles(tx, events, identity, begin);
        homes.push(...identity.homeOf);
      });
    }
    waiting = [];
  };
  const by = { workspace, author: 'model', reason: null, at: begin };
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return false;
    } catch (error) {
      if (error instanceof Fault) return true;
      throw error;
    }
  };
  const idOf = async (text: string): Promise<number> => {
    const at = text.indexOf('=');
    const [row] = await pg.query<{ id: number }>('SELECT home_id AS id FROM identify.identifier WHERE workspace = $1 AND kind = $2 AND value = $3', [
      workspace,
      text.slice(0, at),
      text.slice(at + 1),
    ]);
    return row?.id ?? 0;
  };
  for (const step of steps) {
    if (step.kind === 'message') {
      waiting.push(rawOf(step, count++));
      refused.push(false);
      continue;
    }
    await flush();
    if (step.kind === 'merge') {
      const [into, from] = [await idOf(step.into), await idOf(step.from)];
      refused.push(await attempt(() => pg.transaction((tx) => putMerge(tx, { ...by, into, from }))));
    } else if (step.kind === 'erase') {
      const home = await idOf(step.who);
      refused.push(home === 0);
      if (home !== 0) await erase(pg, workspace, home, step.scope);
    } else {
      const [merge] = await pg.query<{ id: number }>('SELECT id FROM identify.merge WHERE workspace = $1 ORDER BY id OFFSET $2 LIMIT 1', [
        workspace,
        step.link,
      ]);
      refused.push(await attempt(() => pg.transaction((tx) => putUnmerge(tx, { ...by, mergeId: merge?.id ?? 0 }))));
    }
  }
  await flush();
  return { homes, refused };
}

const homesOf = `
  SELECT id FROM identify.profile WHERE CASE $2 WHEN 'side' THEN id = $1 ELSE root_id = (SELECT root_id FROM identify.profile WHERE id = $1) END ORDER BY id`;

async function erase(pg: Postgres, workspace: number, home: number, scope: 'profile' | 'side'): Promise<void> {
  const homes = (await pg.query<{ id: number }>(homesOf, [home, scope])).map(({ id }) => id);
  const subject = {
    id: nextErasure++,
    workspace,
    homes,
    keepsEvents: false,
    acceptedUpTo: 1,
    identifiers: [],
    position: null,
    askedAt: new Date(begin),
    scrubbingAt: null,
  };
  await pg.transaction(async (tx) => {
    await graphErasure({ pg }).forget?.(tx, subject, begin);
    await tx.query(trust, [workspace]);
  });
}
let nextErasure = 1;

export interface StoredPerson {
  readonly root: number;
  readonly homes: readonly number[];
  readonly identifiers: readonly string[];
  readonly traits: Readonly<Record<string, number>>;
  readonly createdAt: number;
}

const people = `
  SELECT p.id AS root, (SELECT json_agg(h.id ORDER BY h.id) FROM identify.profile h WHERE h.root_id = p.id) AS homes,
         (SELECT array_agg(i.kind || '=' || i.value ORDER BY i.kind, i.value) FROM identify.identifier i WHERE i.profile_id = p.id) AS identifiers,
         coalesce((SELECT jsonb_object_agg(t.key, t.value -> 'v') FROM profile.core c, jsonb_each(c.traits) AS t WHERE c.profile_id = p.id AND t.key IN ('x', 'y')), '{}') AS traits,
         (extract(epoch FROM p.created_at) * 1000)::bigint AS "createdAt"
  FROM identify.profile p WHERE p.workspace = $1 AND p.root_id = p.id ORDER BY p.id`;

export const readPeople = (pg: Postgres, workspace: number): Promise<readonly StoredPerson[]> => pg.query<StoredPerson>(people, [workspace]);
