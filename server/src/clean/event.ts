import type { HookReader } from '#collect';
import type { JsonObject, JsonValue, SourceId, WorkspaceId } from '#kernel';
import type { Enricher } from './enrich/enrich.ts';
import type { KindRules } from './kinds.ts';
import type { SourceRules } from './rules/source-rules.ts';
import type { MessageType } from './message-type.ts';
import type { CompiledPlan } from './plan/compile.ts';

/** A normalised identifier: within one workspace, (kind, value) leads to at most one profile. */
export interface Identifier {
  readonly kind: string;
  readonly value: string;
}

/** What a source said of one trait: leaf path (dots nest) and value; null unsets it. */
export interface TraitAssertion {
  readonly path: string;
  readonly value: JsonValue;
  /** Only where nobody has said anything: whatever is set outranks it, whenever it comes, and of several the earliest stands. */
  readonly isOnce?: true;
}

/** What a message says of one purpose, or of one channel of it ('' : the whole purpose). */
export interface ConsentAssertion {
  readonly purpose: string;
  readonly channel: string;
  readonly state: 'granted' | 'refused';
}

/** What a message came with, read once from its source and its log record. */
export interface Origin {
  readonly workspace: WorkspaceId;
  readonly sourceId: SourceId;
  readonly sourceName: string;
  /** 0–100; of two sources the more trusted one's trait value survives. */
  readonly trust: number;
  readonly timezone: string;
  /** ISO 3166-1 alpha-2: reads phone numbers without a country code. */
  readonly defaultRegion: string;
  /** How the workspace tells people apart. */
  readonly kinds: KindRules;
  /** The cleaning rules of its source; undefined where there are none. */
  readonly rules?: SourceRules | undefined;
  /** What events are to look like; undefined while nobody has planned any. */
  readonly plan?: CompiledPlan | undefined;
  readonly isImport: boolean;
  /** How events are completed; undefined: they stay as they were sent. */
  readonly enrich?: Enricher | undefined;
  /** How the bodies of a webhook are read; undefined: the source is none. */
  readonly hook?: HookReader | undefined;
  readonly importId: string | undefined;
  readonly position: number;
  readonly receivedAt: number;
  readonly remoteAddress: string;
  readonly userAgent: string;
}

/** Of an event that may enter the profiles, what decides where it belongs and what it says of its profile. Times are milliseconds since the epoch. */
export interface EventHead {
  readonly origin: Origin;
  /** Place in its log record, from 0. */
  readonly index: number;
  readonly messageId: string;
  readonly type: MessageType;
  /** As stored: `Page Viewed`, `$identify`, or the name as sent. */
  readonly name: string;
  readonly ts: number;
  readonly isClamped: boolean;
  readonly isBot: boolean;
  /** Strongest first; at least one. */
  readonly identifiers: readonly Identifier[];
  /** alias only: the id that becomes one with the first identifier. */
  readonly previousId: string | undefined;
  readonly groupId: string;
  readonly traits: readonly TraitAssertion[];
  readonly consents: readonly ConsentAssertion[];
}

/** An event that may enter the profiles, whole. */
export interface CleanEvent extends EventHead {
  readonly properties: JsonObject;
  readonly context: JsonObject;
  /** Well-known context in the columns of the event tables; empty ones are left out. */
  readonly columns: Readonly<Record<string, string>>;
}
