import type { Postgres } from '#platform';
import { openLive } from '../live.ts';
import type { Caller } from '../types.ts';
import { type Classifier, classifierOf, firstClassification } from './classification.ts';
import { readLatestClassifications, type StoredClassification } from './classification.store.ts';
import { type Masker, maskerOf, openMasker } from './mask-json.ts';

/** How each workspace's personal data are masked, in memory, at most a second old. */
export interface PrivacyDirectory {
  /** The mask of what a caller gets to see; for those who see personal data, one that changes nothing. */
  maskerFor(caller: Pick<Caller, 'workspace' | 'seesPersonalData'>): Masker;
  /** How personal each field of a workspace is. */
  classifierFor(workspace: number): Classifier;
  /** What a workspace says of its fields; undefined: nothing yet. */
  classificationOf(workspace: number): StoredClassification | undefined;
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface Loaded {
  readonly stored: ReadonlyMap<number, StoredClassification>;
  readonly tags: ReadonlyMap<number, readonly TraitTag[]>;
  readonly maskers: Map<number, Masker>;
  readonly classifiers: Map<number, Classifier>;
}

/** A tag that copies a trait: it is as personal as that. */
export interface TraitTag {
  readonly workspace: number;
  readonly key: string;
  readonly path: string;
}

/** `traitTags`: the tags of every workspace that copy a trait; their stage comes later, so entry hands it in. */
export async function openPrivacyDirectory(pg: Postgres, traitTags: (pg: Postgres) => Promise<readonly TraitTag[]>): Promise<PrivacyDirectory> {
  const live = await openLive(pg, async (session): Promise<Loaded> => {
    const [rows, tags] = await Promise.all([readLatestClassifications(session), traitTags(session)]);
    return {
      stored: new Map(rows.map((row) => [row.workspace, row])),
      tags: Map.groupBy(tags, ({ workspace }) => workspace),
      maskers: new Map(),
      classifiers: new Map(),
    };
  });
  const classifierFor = (workspace: number): Classifier => {
    const { stored, tags, classifiers } = live.current();
    const known = classifiers.get(workspace) ?? classifierOf(stored.get(workspace) ?? firstClassification, tags.get(workspace) ?? []);
    classifiers.set(workspace, known);
    return known;
  };
  return {
    maskerFor: ({ workspace, seesPersonalData }) => {
      if (seesPersonalData) return openMasker;
      const { maskers } = live.current();
      const known = maskers.get(workspace) ?? maskerOf(classifierFor(workspace));
      maskers.set(workspace, known);
      return known;
    },
    classifierFor,
    classificationOf: (workspace) => live.current().stored.get(workspace),
    refresh: live.refresh,
    close: live.close,
  };
}
