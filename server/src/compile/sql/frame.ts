import type { Path, Rank, Rule } from '../rule.ts';
import { AccountAttributes, membersOfAccountsSql } from './account.ts';
import type { Compilation } from './compilation.ts';
import { EventSource, type Unit } from './event-source.ts';
import type { SourceName } from './expression.ts';
import { TagHistory, TraitHistory } from './history.ts';
import { type Reading, traitReading } from './reading.ts';

/** Selects of their own inside another one, compiled with the same parameters. */
export interface InnerSelects {
  /** SQL of `profile_id`: who is at the top or bottom. */
  rank(rank: Rank, way: readonly string[]): string;
  /** SQL of `profile_id`: the keys of the accounts that satisfy the rule. */
  accounts(rule: Rule): string;
}

/** What one SELECT of members or values reads: the profile's row, and subqueries with one row a profile. */
export class Frame {
  readonly compilation: Compilation;
  readonly events: EventSource;
  readonly #traits: TraitHistory;
  readonly #tags: TagHistory;
  readonly #ranks: string[] = [];
  /** Expressions over the profile's row, computed where it is read: a join would carry the whole JSON column along. */
  readonly profileColumns = new Map<string, string>();

  /** What one row is about. */
  readonly unit: Unit;
  readonly #inner: InnerSelects;
  readonly #accounts: AccountAttributes;

  constructor(compilation: Compilation, inner: InnerSelects, unit: Unit = 'profile') {
    this.compilation = compilation;
    this.unit = unit;
    this.#inner = inner;
    this.events = new EventSource(compilation, unit);
    this.#accounts = new AccountAttributes(compilation);
    this.#traits = new TraitHistory(compilation);
    this.#tags = new TagHistory(compilation);
  }

  /** The name of a column computed from the profile's row. */
  profileColumn(sql: string): string {
    let name = this.profileColumns.get(sql);
    if (name === undefined) {
      name = this.compilation.name('b');
      this.profileColumns.set(sql, name);
    }
    return name;
  }

  trait(path: Path): { readonly reading: Reading; readonly source: SourceName } {
    if (this.unit === 'account') return { reading: this.#accounts.reading(path), source: 'traits' };
    if (this.compilation.context.now) return { reading: traitReading(path, this.compilation.context), source: 'profile' };
    return { reading: this.#traits.reading(path), source: 'traits' };
  }

  tag(key: string, field: string | null): { readonly reading: Reading; readonly source: SourceName } {
    const tag = this.compilation.tag(key);
    if (!this.compilation.context.now) return { reading: this.#tags.reading(tag.id, field), source: 'tags' };
    const name = field === null ? `tag_${tag.id}` : `tag_${tag.id}_${field}`;
    if (field === null && tag.type === 'list') return { reading: { text: null, isNullable: true, number: null, list: name, exists: null }, source: 'profile' };
    const isNumber = field === null ? tag.type === 'number' : field !== 'tier';
    return {
      reading: { text: isNumber ? `toString(${name})` : name, isNullable: true, number: isNumber ? name : null, list: null, exists: null },
      source: 'profile',
    };
  }

  /** SQL of who is at the top or bottom. */
  rank(rank: Rank, way: readonly string[]): string {
    return this.#inner.rank(rank, way);
  }

  /** SQL of who belongs to an account that satisfies the rule. */
  ofAccounts(rule: Rule): string {
    return membersOfAccountsSql(this.#inner.accounts(rule), this.compilation);
  }

  /** A subquery of members as a source of its own: its column is 1 for them. */
  members(members: string): { readonly source: SourceName; readonly column: string } {
    const source: SourceName = `rank${this.#ranks.length}`;
    const column = this.compilation.name('r');
    this.#ranks.push(`SELECT profile_id, toUInt8(1) AS ${column} FROM (${members})`);
    return { source, column };
  }

  /** The subquery of a source: profile_id and its columns. */
  sourceSql(source: Exclude<SourceName, 'profile'>): string {
    if (source === 'events') return this.events.sql();
    if (source === 'traits') return (this.unit === 'account' ? this.#accounts : this.#traits).sql();
    if (source === 'tags') return this.#tags.sql();
    return this.#ranks[Number(source.slice('rank'.length))] ?? '';
  }
}
