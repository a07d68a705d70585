import type { SchemeView } from '@danqing/contracts';
import type { Vocabulary } from '#compile';
import { computeView, readCutPoints, readStatuses } from '#evaluate';
import type { Postgres } from '#platform';
import { frozenPartition, type Partition, readPartition, readTagRefreshes } from '#tag';
import { tagDefinitionOf } from './definition.ts';
import { tagKeyOf } from './save.ts';
import type { Scheme } from './scheme.store.ts';

/** What the API shows of schemes. One that names what is no longer there has no sentence. */
export async function schemeViews(pg: Postgres, schemes: readonly Scheme[], vocabulary: Vocabulary): Promise<readonly SchemeView[]> {
  const ids = schemes.map(({ tagId }) => tagId);
  const [statusOf, refreshes, cutPoints] = await Promise.all([
    readStatuses(pg, 'tag', ids),
    readTagRefreshes(pg, ids),
    Promise.all(ids.map((definitionId) => readCutPoints(pg, { kind: 'tag', definitionId }))),
  ]);
  return schemes.map((scheme, index) => {
    const { key, name, description, owner, definition, parts, tagId, version, createdAt, updatedAt } = scheme;
    const status = statusOf(tagId);
    const partition = readable(scheme, vocabulary);
    const cuts = partition === undefined ? null : frozenPartition(partition, cutPoints[index] ?? null);
    return {
      key,
      name,
      description,
      owner,
      definition,
      parts: [...parts],
      tag: tagKeyOf(key),
      sentence: partition?.sentence ?? null,
      cutPoints: cuts === null ? null : { rows: [...cuts.rows], columns: [...cuts.columns] },
      refresh: refreshes.get(tagId) ?? 'manual',
      version,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
      ...computeView(status),
    };
  });
}

function readable({ definition }: Scheme, vocabulary: Vocabulary): Partition | undefined {
  try {
    return readPartition(tagDefinitionOf(definition), vocabulary);
  } catch {
    return undefined;
  }
}
