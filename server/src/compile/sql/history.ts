import type { Path } from '../rule.ts';
import { tables, traitRank } from '../tables.ts';
import { memberSql } from './alias.ts';
import type { Compilation } from './compilation.ts';
import type { Reading } from './reading.ts';

/**
 * Traits as they were at a past moment, from every value that a source ever said: the most trusted source's latest assertion stands. A newer
 * assertion above or below a path (a text where an object was) hides it, as it does in the profile itself.
 */
export class TraitHistory {
  readonly #compilation: Compilation;
  readonly #readings = new Map<string, Reading>();
  readonly #columns: string[] = [];
  readonly #filters = new Set<string>();

  constructor(compilation: Compilation) {
    this.#compilation = compilation;
  }

  reading(path: Path): Reading {
    const found = this.#readings.get(path.text);
    if (found !== undefined) return found;
    const { binder } = this.#compilation;
    const [winner, text, list, exists] = ['h', 'ht', 'hl', 'he'].map((prefix) => this.#compilation.name(prefix));
    const own = path.isList ? [path.text] : [path.text, `${path.text}[]`];
    const related = binder.bind(relativesOf(path), 'Array(String)');
    const below = binder.text(`${baseOf(path)}.`);
    const inList = binder.text(`${baseOf(path)}[].`);
    const family = `(trait IN ${related} OR startsWith(trait, ${below}) OR startsWith(trait, ${inList}))`;
    this.#filters.add(family);
    this.#columns.push(`argMaxIf((trait, value, items), (rank, trait IN ${binder.bind(own, 'Array(String)')}), ${family}) AS ${winner}`);
    this.#columns.push(
      `${path.isList ? "CAST(NULL, 'Nullable(String)')" : `if(${winner}.1 = ${binder.text(path.text)}, nullIf(${winner}.2, ''), NULL)`} AS ${text}`,
    );
    const listName = binder.text(path.isList ? path.text : `${path.text}[]`);
    this.#columns.push(`if(${winner}.1 = ${listName}, arrayMap(x -> nullIf(x, ''), ${winner}.3), []) AS ${list}`);
    const alive = `(startsWith(trait, ${below}) OR startsWith(trait, ${inList})) AND (value != '' OR notEmpty(items))`;
    // An array without scalars is a value at its list, and no items.
    const isBareArray = `(${winner}.1 = ${listName} AND ${winner}.2 != '')`;
    this.#columns.push(`(isNotNull(${text}) OR notEmpty(${list}) OR ${isBareArray} OR maxIf(rank, ${alive}) > maxIf(rank, trait IN ${related})) AS ${exists}`);
    const reading: Reading = {
      text: path.isList ? null : `${text}`,
      isNullable: true,
      number: null,
      list: `${list}`,
      exists: path.isList ? null : `${exists}`,
    };
    this.#readings.set(path.text, reading);
    return reading;
  }

  sql(): string {
    const { binder, context } = this.#compilation;
    const filters = [
      `workspace = ${binder.bind(context.workspace, 'UInt32')}`,
      `ts < ${binder.moment(context.at + 1)}`,
      `(${[...this.#filters].join(' OR ')})`,
    ];
    const assertions = `SELECT ${memberSql(tables.traitChanges, context)} AS profile_id, trait, argMax(value, ${traitRank}) AS value, argMax(items, ${traitRank}) AS items, max(${traitRank}) AS rank FROM ${tables.traitChanges} WHERE ${filters.join(' AND ')} GROUP BY profile_id, trait`;
    return `SELECT profile_id, ${this.#columns.join(', ')} FROM (${assertions}) GROUP BY profile_id`;
  }
}

/** The path without its list and what is below that. */
const baseOf = (path: Path): string => path.text.split('[]')[0] ?? path.text;

/** The traits that stand in each other's way: the path, its list, and every path above it. */
function relativesOf(path: Path): readonly string[] {
  const parts = baseOf(path).split('.');
  return parts.flatMap((_part, index) => {
    const above = parts.slice(0, index + 1).join('.');
    return [above, `${above}[]`];
  });
}

/**
 * Tags' last stored values at a past moment. The rows keep the profile they were written for, for ever; of a profile and those that were merged into it
 * the newest value that was there counts (its own among equally new ones), so a merge, which takes the value of the one away, does not take it from the other.
 */
export class TagHistory {
  readonly #compilation: Compilation;
  readonly #readings = new Map<string, Reading>();
  readonly #columns: string[] = [];
  readonly #ids = new Set<number>();

  constructor(compilation: Compilation) {
    this.#compilation = compilation;
  }

  reading(id: number, field: string | null): Reading {
    const key = JSON.stringify([id, field]);
    const found = this.#readings.get(key);
    if (found !== undefined) return found;
    const { binder } = this.#compilation;
    const [last, text, list] = ['g', 'gt', 'gl'].map((prefix) => this.#compilation.name(prefix));
    this.#ids.add(id);
    this.#columns.push(`argMaxIf(value, (value.1 = 0, moment, merged.merged_into = 0), tag_id = ${binder.bind(id, 'UInt32')}) AS ${last}`);
    const value = field === null ? `${last}.2` : `${last}.4[${binder.text(field)}]`;
    this.#columns.push(`if(${last}.1 = 1, NULL, nullIf(${value}, '')) AS ${text}`);
    this.#columns.push(`if(${last}.1 = 1 OR ${field === null ? '0' : '1'}, [], ${last}.3) AS ${list}`);
    const reading: Reading = { text: `${text}`, isNullable: true, number: null, list: `${list}`, exists: `(isNotNull(${text}) OR notEmpty(${list}))` };
    this.#readings.set(key, reading);
    return reading;
  }

  sql(): string {
    const { binder, context } = this.#compilation;
    const filters = [
      `workspace = ${binder.bind(context.workspace, 'UInt32')}`,
      `tag_id IN ${binder.bind([...this.#ids], 'Array(UInt32)')}`,
      `at < ${binder.moment(context.at + 1)}`,
    ];
    const values = `SELECT tag_id, profile_id AS owner, argMax((is_gone, text, items, fields), (at, run_id)) AS value, max((at, run_id)) AS moment FROM ${tables.tagChanges} WHERE ${filters.join(' AND ')} GROUP BY tag_id, owner`;
    const merged = `SELECT profile_id, merged_into FROM ${tables.profiles} WHERE workspace = ${binder.bind(context.workspace, 'UInt32')} AND merged_into != 0`;
    return `SELECT if(merged.merged_into = 0, owner, merged.merged_into) AS profile_id, ${this.#columns.join(', ')} FROM (${values}) AS stored LEFT JOIN (${merged}) AS merged ON stored.owner = merged.profile_id GROUP BY profile_id`;
  }
}
