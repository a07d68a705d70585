import { type AskedColumn, type Compiled, compileColumns, type EvaluationContext, type Vocabulary } from '#compile';
import { contextAt, readCutPoints, readStatuses, readVocabulary } from '#evaluate';
import type { QueryOptions } from '#platform';
import {
  compilePartition,
  compilePastTexts,
  freezePartition,
  frozenPartition,
  type Partition,
  readFirstValueAt,
  readPartition,
  type TagDeps,
  type TierCuts,
} from '#tag';
import { tagDefinitionOf } from './definition.ts';
import { renamed } from './rename-params.ts';
import { tagKeyOf } from './save.ts';
import type { Scheme } from './scheme.store.ts';
import { ruleOf } from './written.ts';

/** stored: as people were placed then; definition: as today's definition places them with what was known then. */
type Basis = 'stored' | 'definition';

type Asked = Readonly<Record<string, AskedColumn>>;

/** Everybody with their part at one moment. */
export interface Placement {
  /** SQL of `profile_id, part, was` and what was asked besides: everybody once; '' is no part; `was`: known at that moment already. */
  readonly compiled: Compiled;
  readonly at: number;
  readonly basis: Basis;
}

/** A scheme with all that its questions need. */
export interface OpenScheme {
  readonly scheme: Scheme;
  readonly vocabulary: Vocabulary;
  readonly partition: Partition;
  /** When the first people were placed (milliseconds); null: never yet. */
  readonly since: number | null;
  /** When everybody was placed last, in full. */
  readonly computedAt: number | undefined;
  /** Where everybody was at a moment (now: undefined). Without a basis: as stored, as far back as that goes. `asked`: what else is read of them in the same pass. */
  placedAt(at: number | undefined, basis: Basis | undefined, asked?: Asked): Promise<Placement>;
}

/** Who has an event up to the moment, or had a profile by then, was there. */
const anyEvent = ruleOf({ did: '*' });
const wasThere: Asked = { x_made: { kind: 'created' }, x_seen: { kind: 'rule', rule: anyEvent } };

export async function openScheme(deps: TagDeps, scheme: Scheme, options: QueryOptions): Promise<OpenScheme> {
  const { pg, clickhouse } = deps;
  const [vocabulary, firstAt, statusOf] = await Promise.all([
    readVocabulary(deps.lookup, scheme.workspace),
    readFirstValueAt(clickhouse, scheme.workspace, scheme.tagId),
    readStatuses(pg, 'tag', [scheme.tagId]),
  ]);
  // Where nobody fits any part, all that is known is when that was found.
  const computedAt = statusOf(scheme.tagId).computedAt?.getTime();
  const since = firstAt ?? (computedAt === undefined ? null : Math.min(computedAt, deps.clock.now()));
  const partition = readPartition(tagDefinitionOf(scheme.definition), vocabulary);
  const cutsNow = async (context: EvaluationContext): Promise<TierCuts> => {
    const frozen = frozenPartition(partition, await readCutPoints(pg, { kind: 'tag', definitionId: scheme.tagId }));
    return frozen ?? freezePartition(partition, clickhouse, context, options);
  };
  return {
    scheme,
    vocabulary,
    partition,
    since,
    computedAt,
    placedAt: async (at, wished, asked = {}) => {
      const present = await contextAt(deps, scheme.workspace, undefined, vocabulary);
      const context = at === undefined || at >= present.at ? present : { ...present, at, now: false };
      const basis = wished ?? (since !== null && context.at >= since ? 'stored' : 'definition');
      const more = context.now ? asked : { ...asked, ...wasThere };
      const inner = basis === 'stored' ? storedSql(scheme, context, more) : compilePartition(partition, await cutsNow(present), context, more);
      return { compiled: withPresence(inner, Object.keys(asked), context), at: context.at, basis };
    },
  };
}

/** Now from the mirror; at a past moment from the tag's changes alone, whose columns of other tags (lists, parts) are many times as dear as a text. */
function storedSql({ key, tagId }: Scheme, context: EvaluationContext, more: Asked): Compiled {
  const carried = Object.keys(more).map((name) => `, ${name}`);
  if (context.now) {
    const { sql, params } = compileColumns({ ...more, x_part: { kind: 'tag', key: tagKeyOf(key), field: null } }, context);
    return { sql: `SELECT profile_id, ifNull(x_part, '') AS part${carried.join('')} FROM (${sql})`, params };
  }
  const everybody = renamed(compileColumns(more, context), 'who_');
  const stored = renamed(compilePastTexts(tagId, context), 'had_');
  return {
    sql: `SELECT who.profile_id AS profile_id, had.text AS part${carried.join('')} FROM (${everybody.sql}) AS who LEFT JOIN (${stored.sql}) AS had ON who.profile_id = had.profile_id`,
    params: { ...everybody.params, ...stored.params },
  };
}

function withPresence({ sql, params }: Compiled, asked: readonly string[], { now, at }: EvaluationContext): Compiled {
  const columns = ['profile_id', 'part', ...asked].join(', ');
  if (now) return { sql: `SELECT ${columns}, 1 AS was FROM (${sql})`, params };
  const was = `x_seen OR x_made <= fromUnixTimestamp64Milli({x_moment:Int64}, 'UTC')`;
  return { sql: `SELECT ${columns}, ${was} AS was FROM (${sql})`, params: { ...params, x_moment: at } };
}
