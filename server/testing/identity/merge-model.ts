/**
 * The rules of identity as a plain fold over what happened: written from the contract, slow and without a thought for storage. Homes are numbered in the order
 * in which they come to be; a person is everything that standing links connect.
 */
export interface ModelMessage {
  readonly kind: 'message';
  /** Strongest first, as `kind=value`. */
  readonly identifiers: readonly string[];
  /** Of an alias. */
  readonly previousId?: string;
  /** What it says of one trait. */
  readonly trait?: readonly [name: string, value: number];
  readonly at: number;
}
export type ModelStep =
  | ModelMessage
  /** Of whoever holds two identifiers. */
  | { readonly kind: 'merge'; readonly into: string; readonly from: string }
  /** The nth link that was ever made. */
  | { readonly kind: 'unmerge'; readonly link: number }
  /** Of whoever holds an identifier: the person, or just the home it belongs to. */
  | { readonly kind: 'erase'; readonly who: string; readonly scope: 'profile' | 'side' };

interface Link {
  readonly a: number;
  readonly b: number;
  isUndone: boolean;
}

export class MergeModel {
  readonly homes = new Map<string, number>();
  links: Link[] = [];
  /** Of each message, where it is recorded. */
  readonly recorded: number[] = [];
  #said: { readonly home: number; readonly message: ModelMessage; readonly index: number }[] = [];
  #seen: { readonly identifier: string; readonly at: number }[] = [];
  #apart: (readonly [number, number])[] = [];
  #next = 0;

  /** Every home that standing links connect with this one. */
  person(home: number): ReadonlySet<number> {
    const found = new Set([home]);
    for (let size = 0; size !== found.size; ) {
      size = found.size;
      for (const { a, b, isUndone } of this.links) {
        if (isUndone) continue;
        if (found.has(a)) found.add(b);
        if (found.has(b)) found.add(a);
      }
    }
    return found;
  }

  /** The identifiers of a person. */
  identifiersOf(person: ReadonlySet<number>): readonly string[] {
    return [...this.homes].flatMap(([identifier, home]) => (person.has(home) ? [identifier] : []));
  }

  traitsOf(person: ReadonlySet<number>): Readonly<Record<string, number>> {
    const said = this.#said.filter(({ home }) => person.has(home)).sort((x, y) => x.message.at - y.message.at || x.index - y.index);
    return Object.fromEntries(said.flatMap(({ message }) => (message.trait === undefined ? [] : [message.trait])));
  }

  firstSeen(person: ReadonlySet<number>): number {
    const mine = new Set(this.identifiersOf(person));
    return Math.min(...this.#seen.flatMap(({ identifier, at }) => (mine.has(identifier) ? [at] : [])));
  }

  areApart(a: number, b: number): boolean {
    const [left, right] = [this.person(a), this.person(b)];
    return this.#apart.some(([x, y]) => (left.has(x) && right.has(y)) || (left.has(y) && right.has(x)));
  }

  /** False where the product must refuse. */
  step(step: ModelStep): boolean {
    switch (step.kind) {
      case 'message':
        this.#hear(step);
        return true;
      case 'merge': {
        const [a, b] = [this.homes.get(step.into), this.homes.get(step.from)];
        if (a === undefined || b === undefined || this.person(a).has(b)) return false;
        this.links.push({ a, b, isUndone: false });
        return true;
      }
      case 'unmerge': {
        const link = this.links[step.link];
        if (link === undefined || link.isUndone) return false;
        link.isUndone = true;
        this.#apart.push([link.a, link.b]);
        return true;
      }
      case 'erase': {
        const home = this.homes.get(step.who);
        if (home === undefined) return false;
        this.#forget(step.scope === 'side' ? new Set([home]) : this.person(home));
        return true;
      }
    }
  }

  /** As if nobody had ever been recorded there. What others' messages said of identifiers that stay, stays. */
  #forget(gone: ReadonlySet<number>): void {
    const isLeft = ({ a, b }: { readonly a: number; readonly b: number }): boolean => !gone.has(a) && !gone.has(b);
    for (const [identifier, home] of this.homes) {
      if (!gone.has(home)) continue;
      this.homes.delete(identifier);
      this.#seen = this.#seen.filter((seen) => seen.identifier !== identifier);
    }
    this.links = this.links.filter(isLeft);
    this.#apart = this.#apart.filter(([a, b]) => isLeft({ a, b }));
    this.#said = this.#said.filter(({ home }) => !gone.has(home));
  }

  /** A link must not put two user ids together. What an alias or a merge by hand has put together already is no obstacle by itself. */
  #areTooMany(one: readonly string[], other: readonly string[]): boolean {
    const users = (identifiers: readonly string[]): readonly string[] => identifiers.filter((identifier) => identifier.startsWith('user_id='));
    const [left, right] = [users(one), users(other)];
    return left.length > 0 && right.length > 0 && new Set([...left, ...right]).size > 1;
  }

  #everything(home: number): readonly string[] {
    return this.identifiersOf(this.person(home));
  }

  #hear(message: ModelMessage): void {
    const [strongest = '', ...weaker] = message.identifiers;
    let home = this.homes.get(strongest);
    if (home === undefined) {
      const joined = weaker.find((identifier) => {
        const known = this.homes.get(identifier);
        return known !== undefined && !this.#areTooMany(this.#everything(known), [strongest]);
      });
      home = joined === undefined ? this.#next++ : (this.homes.get(joined) ?? 0);
      this.homes.set(strongest, home);
    }
    this.#seen.push({ identifier: strongest, at: message.at });
    for (const identifier of weaker) {
      const other = this.homes.get(identifier);
      if (other === undefined) {
        if (this.#areTooMany(this.#everything(home), [identifier])) continue;
        this.homes.set(identifier, home);
      } else if (!this.person(home).has(other) && !this.areApart(home, other) && !this.#areTooMany(this.#everything(home), this.#everything(other)))
        this.links.push({ a: home, b: other, isUndone: false });
      this.#seen.push({ identifier, at: message.at });
    }
    this.#alias(message, home);
    this.#said.push({ home, message, index: this.recorded.length });
    this.recorded.push(home);
  }

  #alias({ previousId, identifiers, at }: ModelMessage, home: number): void {
    if (previousId === undefined || identifiers.includes(`user_id=${previousId}`)) return;
    const both = [`user_id=${previousId}`, `anonymous_id=${previousId}`];
    const known = both.filter((identifier) => this.homes.has(identifier));
    for (const identifier of known.length > 0 ? known : both) {
      const other = this.homes.get(identifier);
      if (other === undefined) this.homes.set(identifier, home);
      else if (!this.person(home).has(other)) this.links.push({ a: home, b: other, isUndone: false });
      this.#seen.push({ identifier, at });
    }
  }
}
