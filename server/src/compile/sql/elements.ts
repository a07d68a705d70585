import type { Path, Subject, Where } from '../rule.ts';
import type { ElementAtHand, EventScope } from './event-scope.ts';
import { columnReading, listColumn, nodeColumn, numberSql, type Reading } from './reading.ts';
import { contextColumn, subjectReading, whereSql } from './where.ts';

/** Events of before 0.2 do not say how long their lists are; there the fields that elements usually have tell. */
const usualFields = ['sku', 'product_id', 'name', 'price', 'quantity'];

const unknownText = "CAST(NULL, 'Nullable(String)')";

/**
 * The elements of one list in one event: a lambda over the arrays of their fields, which are stored side by side. Fields that no element has
 * are empty arrays and are stretched to the length of the others.
 */
export class Elements implements ElementAtHand {
  readonly #list: Path;
  readonly #scope: EventScope;
  /** Field (stored path) → lambda parameter. */
  readonly #fields = new Map<string, string>();
  #product: string | null = null;

  constructor(list: Path, scope: EventScope) {
    this.#list = list;
    this.#scope = scope;
  }

  /** How a path is read where an element is at hand. */
  reading(subject: Subject): Reading {
    switch (subject.kind) {
      case 'item':
        return subject.path.text === 'amount' ? this.#amount() : nullableText(this.#field(subject.path.text));
      case 'product':
        this.#product ??= this.#scope.compilation.name('q');
        return this.#scope.catalogue.reading(subject.path, this.#product);
      case 'context':
        return columnReading(contextColumn(subject.field));
      case 'property':
        return subjectReading(subject, this.#scope.compilation.context.listPaths);
    }
  }

  #condition(where: Where): string {
    return whereSql(where, this.#scope, this);
  }

  /** How many elements satisfy. */
  count(where: Where | null): string {
    if (where === null) return this.#longest(this.#sizes());
    return this.#over('arrayCount', this.#condition(where), canHoldUnknown(where));
  }

  exists(where: Where): string {
    return this.#over('arrayExists', this.#condition(where), canHoldUnknown(where));
  }

  /** The values that are not NULL of the elements that satisfy: an Array of what `make` gives, without its nullability. */
  values(where: Where | null, make: () => string): string {
    const condition = where === null ? null : this.#condition(where);
    const value = make();
    const mapped = this.#over('arrayMap', condition === null ? value : `if(${condition}, ${value}, NULL)`, false);
    return `arrayMap(x -> assumeNotNull(x), arrayFilter(x -> isNotNull(x), ${mapped}))`;
  }

  #field(path: string): string {
    const found = this.#fields.get(path);
    if (found !== undefined) return found;
    const name = this.#scope.compilation.name('q');
    this.#fields.set(path, name);
    return name;
  }

  /** The amount that was sent, else price × quantity. */
  #amount(): Reading {
    const [sent, price, quantity] = ['amount', 'price', 'quantity'].map((field) => this.#field(field));
    const computed = `(${numberSql(price ?? '')} * ${numberSql(quantity ?? '')})`;
    return {
      text: `if(isNull(${sent}), toString(${computed}), ${sent})`,
      isNullable: true,
      number: `if(isNull(${sent}), ${computed}, ${numberSql(sent ?? '')})`,
      list: null,
      exists: null,
    };
  }

  /** `isWhole`: the lambda may say something of elements of which it reads nothing, so all of them must be there. */
  #over(name: 'arrayCount' | 'arrayExists' | 'arrayMap', body: string, isWhole: boolean): string {
    if (this.#product !== null) for (const key of ['sku', 'product_id']) this.#field(key);
    const arrays = [...this.#fields.keys()].map((field) => this.#column(field));
    if (arrays.length === 0) return `${name}(x -> ${body}, range(${this.#longest(this.#sizes())}))`;
    const sizes = [...arrays.map((array) => `length(${array})`), ...(isWhole ? this.#sizes() : [])];
    const length = sizes.length === 1 ? null : this.#longest(sizes);
    const equal = arrays.map((array) => (length === null ? array : `arrayResize(${array}, ${length})`));
    const parameters = [...this.#fields.values()];
    if (this.#product !== null) {
      const [skus = '', ids = ''] = ['sku', 'product_id'].map((key) => equal[[...this.#fields.keys()].indexOf(key)]);
      parameters.push(this.#product);
      equal.push(this.#scope.alias(this.#scope.catalogue.productsSql(skus, ids)));
    }
    return `${name}((${parameters.join(', ')}) -> ${body}, ${equal.join(', ')})`;
  }

  #column(field: string): string {
    return listColumn('properties', [...this.#list.parts, ...field.split('.')]);
  }

  /** What tells how many elements there are: the list's own length, and the fields that elements usually have. */
  #sizes(): readonly string[] {
    const own = `toUInt64OrZero(substring(ifNull(${nodeColumn('properties', this.#list.parts)}, ''), 3))`;
    const arrays = [listColumn('properties', this.#list.parts), ...usualFields.map((field) => this.#column(field))];
    return [own, ...arrays.map((array) => `length(${array})`)];
  }

  #longest(sizes: readonly string[]): string {
    return this.#scope.alias(`greatest(${[...new Set(sizes)].join(', ')})`);
  }
}

const nullableText = (text: string): Reading => ({ text, isNullable: true, number: null, list: null, exists: null });

/** Whether the condition can hold of an element of which nothing that it reads is known. */
const canHoldUnknown = (where: Where): boolean => ofUnknown(where).canHold;

function ofUnknown(where: Where): { readonly canHold: boolean; readonly canFail: boolean } {
  switch (where.kind) {
    case 'all':
    case 'any': {
      const parts = where.of.map(ofUnknown);
      const [holds, fails] = [parts.map(({ canHold }) => canHold), parts.map(({ canFail }) => canFail)];
      return where.kind === 'all'
        ? { canHold: holds.every(Boolean), canFail: fails.some(Boolean) }
        : { canHold: holds.some(Boolean), canFail: fails.every(Boolean) };
    }
    case 'not': {
      const { canHold, canFail } = ofUnknown(where.of);
      return { canHold: canFail, canFail: canHold };
    }
    case 'item':
    case 'product':
      return { canHold: where.test.op === 'missing', canFail: where.test.op !== 'missing' };
    default:
      return { canHold: true, canFail: true };
  }
}

/** The text of a reading, NULL where it is unknown; of a list nothing. */
export const singleText = ({ text, isNullable }: Reading): string => (text === null ? unknownText : isNullable ? text : `nullIf(${text}, '')`);
