import { changeSegment, createSegment, readSegmentRules, type SegmentDeps } from '#segment';
import type { SegmentShelf } from '#tag';

/** Segments as packs make them: tags come before segments and know nothing of them. A pack says itself what data it lacks, so nobody is warned of names. */
export const segmentShelf = ({ knownNames: _, ...deps }: SegmentDeps): SegmentShelf => ({
  rules: (workspace) => readSegmentRules(deps.pg, workspace),
  create: async (workspace, draft) => {
    await createSegment(deps, workspace, draft);
  },
  replaceRule: async (workspace, key, rule) => {
    await changeSegment(deps, workspace, key, { rule }, () => undefined);
  },
});
