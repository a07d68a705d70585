import type { OwnHoliday } from '#kernel';
import type { Rule } from './rule.ts';
import type { ViewMask } from './safe/mask.ts';

export type TagType = 'boolean' | 'number' | 'text' | 'date' | 'list';

/** What the compiler must know of a tag: its column is `tag_<id>`, or `tag_<id>_<field>` for the parts of a composite one. */
export interface TagShape {
  readonly id: number;
  readonly type: TagType;
  readonly fields: readonly string[];
}

/** What a rule may name. `segments` holds the stored wire form of each segment's rule. */
export interface Vocabulary {
  readonly tags: ReadonlyMap<string, TagShape>;
  readonly segments: ReadonlyMap<string, unknown>;
  /** Uploaded and frozen lists of profiles, by key. */
  readonly lists?: ListIds;
  /** The brand's own holidays, by name. A holiday of everybody's goes before one of the same name. */
  readonly holidays?: ReadonlyMap<string, OwnHoliday>;
  /** What sentences call them. */
  readonly names?: DefinitionNames;
  /** What data has brought so far: rules that name something else are warned of, not refused. */
  readonly known?: KnownNames;
  /** The segment whose rule is being written: a rule that reaches itself through others is refused. */
  readonly self?: string;
}

/** What tags, segments and lists are called, by key; whoever is not in it goes by its key. */
export interface DefinitionNames {
  readonly tags: ReadonlyMap<string, string>;
  readonly segments: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, string>;
}

export type ListIds = ReadonlyMap<string, { readonly id: number }>;

/** `seen`: what is not warned of; `own`: what may be suggested. */
export interface Names {
  readonly seen: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
}

/** Names that the data of a workspace holds; a part that is not there is not checked. Paths as rules write them (`products[].sku`). */
export interface KnownNames {
  readonly events?: Names;
  readonly properties?: Names;
  readonly traits?: Names;
  /** Attributes of products and of accounts. */
  readonly products?: Names;
  readonly accounts?: Names;
}

/** For whom and as of when a rule is evaluated. */
export interface EvaluationContext {
  readonly workspace: number;
  readonly timezone: string;
  /** Milliseconds since the epoch; events after it are not seen. */
  readonly at: number;
  /** `at` is the present: traits and tags come from the mirror, otherwise from their history as it was at `at`. */
  readonly now: boolean;
  /** Merges wait for their squash: profile ids of events are mapped through the alias dictionary. */
  readonly hasAliases: boolean;
  readonly tags: ReadonlyMap<string, TagShape>;
  readonly segments: ReadonlyMap<string, Rule>;
  /** Only the profiles in table `live_scope` count; without it everybody does. Every source restricts itself (sql/scope.ts). */
  readonly isScoped?: boolean;
  /** Only these profiles count, a page of them at most: their ids, and the ids that were merged into them with their own. */
  readonly only?: { readonly profiles: readonly number[]; readonly origins: readonly number[] };
  /** Only one profile in so many counts, drawn by a hash of its id: the same ones each time. For estimates. */
  readonly oneIn?: number;
  /** Uploaded and frozen lists of profiles, by key. */
  readonly lists?: ListIds;
  /** When known, plain paths of which no row holds a list are read as texts only: half the time of conditions on traits. */
  readonly listPaths?: ListPaths;
  /** How statements that people write read personal data; without it they read them as they are. */
  readonly mask?: () => ViewMask;
  /** Typed columns of the mirror that hold traits, by path; read instead of its JSON where `listPaths` says that the trait is no list. */
  readonly traitColumns?: ReadonlyMap<string, TraitColumn>;
}

/** SQL of a trait's exact text, a LowCardinality(Nullable(String)), and of its number, a Nullable(Float64). */
export interface TraitColumn {
  readonly text: string;
  readonly number: string;
}

/** Paths under which some row holds a list of scalars, as stored (`tags[]`); from `compileListPaths`. */
export interface ListPaths {
  readonly traits: ReadonlySet<string>;
  readonly properties: ReadonlySet<string>;
}

/** ClickHouse SQL; every value is a `{p1:Type}` parameter. */
export interface Compiled {
  readonly sql: string;
  readonly params: Record<string, unknown>;
}

export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** What a rule's answer hangs on. */
export interface Dependencies {
  /** Event names as the rule has them; '*' is any. */
  readonly events: readonly string[];
  /** Paths in events, context as `$…`. */
  readonly properties: readonly string[];
  readonly traits: readonly string[];
  readonly tags: readonly string[];
  readonly segments: readonly string[];
  readonly lists: readonly string[];
  readonly metrics: readonly string[];
  /** Purposes, or purpose:channel. */
  readonly consents: readonly string[];
  /** Attributes of entities: `product.brand`, `account.plan`. */
  readonly entities: readonly string[];
  /** Kinds of identifiers. */
  readonly identifiers: readonly string[];
  /** The earliest moment whose events can count, in milliseconds; null when some condition reaches back for ever or none reads events. */
  readonly earliestMs: number | null;
}
