import type { Path, Test } from '../rule.ts';
import { tables } from '../tables.ts';
import type { Compilation } from './compilation.ts';
import { jsonReading, numberSql } from './reading.ts';
import { testSql } from './test.ts';

/**
 * The catalogue of products beside a scan of events, as one constant: all keys, and the versions of all of them in one row of arrays. Of a version
 * there is not what it says but what is asked of it, decided once a product instead of once an element; versions in which that stays the same are
 * one. An element finds its product by a hash table over the keys and the version by its event's moment; before the first version the first
 * counts, because a catalogue is usually imported after the orders.
 *
 * Rejected: an ASOF JOIN of exploded elements (a scan of its own and a second grouping for `element`; not faster), versions as tuples in an array a
 * key (three times the time: every element copies them).
 */
export class Catalogue {
  readonly #compilation: Compilation;
  #given: string | null = null;
  /** What is asked of a version, over its row; what is gone answers as if nothing were known. */
  readonly #slots: { readonly sql: string; readonly none: string }[] = [];

  constructor(compilation: Compilation) {
    this.#compilation = compilation;
  }

  get #name(): string {
    this.#given ??= this.#compilation.name('e');
    return this.#given;
  }

  get isUsed(): boolean {
    return this.#slots.length > 0;
  }

  /** The versions that elements name at the event's moment, as an array of places beside the arrays of the elements' sku and product_id (of one length). `sent`: the ids as they are. */
  placesSql(skus: string, ids: string, sent: string): string {
    const [keys, starts, counts, moments] = [1, 2, 3, 4].map((part) => `${this.#name}.${part}`);
    const product = (key: string): string => `transform(ifNull(${key}, ''), ${keys}, arrayEnumerate(${keys}), 1)`;
    const bySku = `arrayMap(k -> ${product('k')}, ${skus})`;
    const products = `if(empty(${sent}), ${bySku}, arrayMap((p, i) -> if(p > 1, p, ${product('i')}), ${bySku}, ${ids}))`;
    const before = `arrayCount(x -> x <= toUnixTimestamp64Milli(ts), arraySlice(${moments}, ${starts}[i], ${counts}[i]))`;
    // Most often what is asked of a product never changed: one version each.
    const version = `if(length(${moments}) = length(${keys}), 0, greatest(1, ${before}) - 1)`;
    return `arrayMap(i -> ${starts}[i] + ${version}, ${products})`;
  }

  /** Whether the version at a place satisfies; of an unknown product nothing is known. */
  holds(path: Path, test: Test, place: string): string {
    const { binder, context } = this.#compilation;
    const isMissing = test.op === 'missing';
    const asked = testSql(jsonReading('attributes', path, undefined), isMissing ? { op: 'exists' } : test, binder, context);
    return `(${this.#slot(`toUInt8(is_gone = 0 AND ${asked})`, 'toUInt8(0)')}[${place}] = ${isMissing ? 0 : 1})`;
  }

  /** The single text of an attribute of the version at a place, NULL where it is unknown or a list. */
  text(path: Path, place: string): string {
    const { text } = jsonReading('attributes', path, undefined);
    const none = "CAST(NULL, 'Nullable(String)')";
    return `${this.#slot(`if(is_gone = 1, NULL, ${text ?? none})`, none)}[${place}]`;
  }

  /** The same as a number. */
  number(path: Path, place: string): string {
    const { text } = jsonReading('attributes', path, undefined);
    const none = "CAST(NULL, 'Nullable(Float64)')";
    return `${this.#slot(`if(is_gone = 1, NULL, ${text === null ? none : numberSql(text)})`, none)}[${place}]`;
  }

  /** The array of what is asked, of all versions. `none`: of no product. */
  #slot(sql: string, none: string): string {
    let slot = this.#slots.findIndex((known) => known.sql === sql);
    if (slot < 0) slot = this.#slots.push({ sql, none }) - 1;
    return `${this.#name}.${slot + 5}`;
  }

  /** `subquery AS name`: (keys, where the versions of each begin, how many, moments, what is asked…). The first key is none, for everything unknown. */
  sql(): string {
    const { binder, context } = this.#compilation;
    const all = `arraySort(v -> v.1, groupArray((toUnixTimestamp64Milli(ts), ${this.#slots.map(({ sql }) => sql).join(', ')})))`;
    const asked = (version: string): string => `toString(tuple(${this.#slots.map((_, index) => `${version}.${index + 2}`).join(', ')}))`;
    // As texts, because NULL is not equal to itself.
    const changes = `arrayFilter((v, old, i) -> i = 1 OR ${asked('v')} != ${asked('old')}, versions, arrayPushFront(arrayPopBack(versions), versions[1]), arrayEnumerate(versions))`;
    const products = `SELECT key, ${all} AS versions, ${changes} AS kept FROM ${tables.entities} WHERE workspace = ${binder.bind(context.workspace, 'UInt32')} AND kind = 'product' AND key != '' GROUP BY key`;
    const parts = [
      'groupArray((key, kept)) AS products',
      'arrayPushFront(arrayMap(x -> length(x), products.2), 1) AS counts',
      'arrayMap((c, s) -> toUInt32(s - c + 1), counts, arrayCumSum(counts)) AS starts',
      'arrayFlatten(products.2) AS flat',
    ];
    const slots = [{ none: 'toInt64(0)' }, ...this.#slots].map(({ none }, index) => `arrayPushFront(flat.${index + 1}, ${none})`);
    return `(SELECT (arrayPushFront(products.1, ''), starts, counts, ${slots.join(', ')}) FROM (SELECT ${parts.join(', ')} FROM (${products}))) AS ${this.#name}`;
  }
}
