import type { RuleJson } from '@danqing/contracts';
import type { Refresh } from '#evaluate';
import type { TagDeps } from '../save.ts';
import type { Seen } from './availability.ts';

/** A segment as far as packs are concerned. */
interface PackedSegment {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly rule: RuleJson;
  readonly refresh: Refresh;
  readonly folder: string;
}

/** What packs ask of the stage that comes after tags; implemented by segment, wired by entry. */
export interface SegmentShelf {
  rules(workspace: number): Promise<ReadonlyMap<string, unknown>>;
  create(workspace: number, segment: PackedSegment): Promise<void>;
  /** Replaces the rule only: name and description stay as people have them. */
  replaceRule(workspace: number, key: string, rule: RuleJson): Promise<void>;
}

export interface PackDeps extends TagDeps {
  readonly segments: SegmentShelf;
  seen(workspace: number): Promise<Seen>;
}
