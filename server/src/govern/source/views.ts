import type { SourceActivity, SourceListed, SourceView } from '@danqing/contracts';
import type Type from 'typebox';
import type { StoredSource } from '../govern.read.ts';

export const sourceView = ({ id, name, kind, trust, writeKey, createdAt }: StoredSource): Type.Static<typeof SourceView> => ({
  id,
  name,
  kind,
  trust,
  writeKeyHint: writeKey === null ? null : writeKey.slice(-4),
  createdAt: createdAt.toISOString(),
});

/** `now` in milliseconds: a grace that is over is none. */
export const listedView = (source: StoredSource, activity: SourceActivity, now: number): SourceListed => ({
  ...sourceView(source),
  label: source.label ?? source.name,
  disabledAt: source.disabledAt?.toISOString() ?? null,
  previousKeyUntil: source.previousUntil !== null && source.previousUntil.getTime() > now ? source.previousUntil.toISOString() : null,
  activity,
});
