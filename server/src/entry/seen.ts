import { readConsentNames } from '#govern';
import { type Clock, keepAnswers } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import { readSeenFields, type SeenFields } from '#pipeline';
import { readEntityNames } from '#profile';

/** What the data of a workspace has brought so far: what packs need is looked for here. */
export interface SeenNames extends SeenFields {
  /** Attributes of entities as `product.brand`, and the kinds themselves. */
  readonly entities: ReadonlySet<string>;
  /** Purposes as `marketing`, channels of them as `marketing:sms`. */
  readonly consents: ReadonlySet<string>;
}

interface Deps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
  readonly clock: Clock;
}

const maxAgeMs = 10_000;

/** Reads it at most every ten seconds (somebody who has just imported a table waits for it). */
export function cachedSeenNames({ pg, clickhouse, clock }: Deps): (workspace: number) => Promise<SeenNames> {
  const kept = keepAnswers<SeenNames>(clock, maxAgeMs);
  const read = async (workspace: number): Promise<SeenNames> => {
    const [fields, entities, consents] = await Promise.all([
      readSeenFields(pg, workspace),
      readEntityNames(clickhouse, workspace),
      readConsentNames(clickhouse, workspace),
    ]);
    return { ...fields, entities, consents };
  };
  return (workspace) => kept(workspace, () => read(workspace));
}
