import type { Path, Subject, Test, Where } from '../rule.ts';
import type { ElementAtHand, EventScope } from './event-scope.ts';
import { listColumn, nodeColumn, numberSql, type Reading } from './reading.ts';
import { testSql } from './test.ts';
import { subjectReading, whereSql } from './where.ts';

/** Events of before 0.2 do not say how long their lists are; there the fields that elements usually have tell. */
const usualFields = ['sku', 'product_id', 'name'];

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

  holds(subject: Extract<Subject, { readonly kind: 'item' | 'product' }>, test: Test): string {
    const { compilation, catalogue } = this.#scope;
    if (subject.kind === 'product') return catalogue.holds(subject.path, test, this.#productAtHand());
    return testSql(this.#item(subject.path), test, compilation.binder, compilation.context);
  }

  /** The single value of the element at hand as a text, NULL where it is unknown; of a list nothing. */
  text(subject: Subject): string {
    if (subject.kind === 'product') return this.#scope.catalogue.text(subject.path, this.#productAtHand());
    const { text, isNullable } = this.#reading(subject);
    return text === null ? unknownText : isNullable ? text : `nullIf(${text}, '')`;
  }

  /** The same as a number. */
  number(subject: Subject): string {
    if (subject.kind === 'product') return this.#scope.catalogue.number(subject.path, this.#productAtHand());
    if (subject.kind === 'property' && subject.path.text === 'revenue') return 'revenue';
    return this.#reading(subject).number ?? numberSql(this.text(subject));
  }

  #reading(subject: Exclude<Subject, { readonly kind: 'product' }>): Reading {
    return subject.kind === 'item' ? this.#item(subject.path) : subjectReading(subject, this.#scope.compilation.context.listPaths);
  }

  #item(path: Path): Reading {
    if (path.text === 'amount') return this.#amount();
    return { text: this.#field(path.text), isNullable: true, number: null, list: null, exists: null };
  }

  #productAtHand(): string {
    this.#product ??= this.#scope.compilation.name('q');
    return this.#product;
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
      equal.push(this.#scope.alias(this.#scope.catalogue.placesSql(skus, ids, this.#column('product_id'))));
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
