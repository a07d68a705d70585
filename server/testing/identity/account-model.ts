/** Accounts as a naive fold of everything that was said and done, in its order: what the product must agree with. */
import type { JsonValue } from '#kernel';

export interface AccountSaid {
  readonly kind: 'say';
  readonly key: string;
  /** ms; in any order. */
  readonly at: number;
  readonly trust: number;
  readonly tax: string | undefined;
  readonly domains: readonly string[];
  readonly attributes: Readonly<Record<string, JsonValue>>;
  readonly gone: boolean;
}
export type AccountStep =
  | AccountSaid
  | { readonly kind: 'merge'; readonly a: string; readonly b: string }
  /** The n-th merge that was made so far, counted round. */
  | { readonly kind: 'unmerge'; readonly n: number };

interface Edge {
  readonly a: string;
  readonly b: string;
  isUndone: boolean;
}

export interface ModelAccount {
  readonly root: string;
  readonly keys: readonly string[];
  readonly identifiers: readonly string[];
  /** By moment, ascending: where it differs from the state before. */
  readonly states: readonly { readonly ts: number; readonly attributes: Readonly<Record<string, JsonValue>>; readonly gone: boolean }[];
}

interface Message extends AccountSaid {
  readonly id: string;
}

export class AccountModel {
  readonly #keys: string[] = [];
  readonly #holders = new Map<string, string>();
  readonly #apart: [string, string][] = [];
  readonly #messages: Message[] = [];
  readonly edges: Edge[] = [];

  say(message: Message): void {
    const { key, tax, domains } = message;
    this.#messages.push(message);
    if (!this.#keys.includes(key)) this.#keys.push(key);
    for (const name of [...(tax === undefined ? [] : [`tax_id=${tax}`]), ...domains.map((domain) => `domain=${domain}`)]) {
      const holder = this.#holders.get(name);
      if (holder === undefined) {
        if (!name.startsWith('tax_id=') || this.#taxesOf([key]).size === 0) this.#holders.set(name, key);
      } else if (!this.#keysWith(key).includes(holder) && this.#mayJoin(key, holder)) this.edges.push({ a: key, b: holder, isUndone: false });
    }
  }

  /** False where one of them is unknown, or they are one already. */
  merge(a: string, b: string): boolean {
    if (!this.#keys.includes(a) || !this.#keys.includes(b) || this.#keysWith(a).includes(b)) return false;
    this.edges.push({ a, b, isUndone: false });
    return true;
  }

  /** False where it was undone already. */
  unmerge(edge: Edge): boolean {
    if (edge.isUndone) return false;
    edge.isUndone = true;
    this.#apart.push([edge.a, edge.b]);
    return true;
  }

  accounts(): readonly ModelAccount[] {
    return this.#keys.filter((key) => this.#keysWith(key)[0] === key).map((root) => this.#account(root));
  }

  #mayJoin(a: string, b: string): boolean {
    const [ours, theirs] = [this.#keysWith(a), this.#keysWith(b)];
    const isApart = this.#apart.some(([x, y]) => (ours.includes(x) && theirs.includes(y)) || (ours.includes(y) && theirs.includes(x)));
    // A limit that somebody has overridden by hand stands in nobody's way who brings no value of his own.
    return !isApart && (this.#taxesOf([a]).size === 0 || this.#taxesOf([b]).size === 0);
  }

  #taxesOf(keys: readonly string[]): ReadonlySet<string> {
    const all = keys.flatMap((key) => this.#keysWith(key));
    return new Set([...this.#holders].filter(([name, holder]) => name.startsWith('tax_id=') && all.includes(holder)).map(([name]) => name));
  }

  /** In the order in which they were first heard of. */
  #keysWith(key: string): readonly string[] {
    const found = new Set([key]);
    for (const one of found)
      for (const { a, b, isUndone } of this.edges) {
        if (isUndone) continue;
        if (a === one) found.add(b);
        if (b === one) found.add(a);
      }
    return this.#keys.filter((one) => found.has(one));
  }

  #account(root: string): ModelAccount {
    const keys = this.#keysWith(root);
    const said = this.#messages.filter(({ key }) => keys.includes(key));
    const moments = [...new Set(said.map(({ at }) => at))].sort((a, b) => a - b);
    let before = '';
    const states = moments.flatMap((ts) => {
      const state = { attributes: attributesAt(said, ts), gone: isGoneAt(said, ts) };
      const text = JSON.stringify(state);
      if (text === before) return [];
      before = text;
      return [{ ts, ...state }];
    });
    const identifiers = [...this.#holders].filter(([, holder]) => keys.includes(holder)).map(([name]) => name);
    return { root, keys, identifiers: [...identifiers, ...keys.map((key) => `group_id=${key}`)].sort(), states };
  }
}

const outranks = (a: Message, b: Message): boolean => (a.trust !== b.trust ? a.trust > b.trust : a.at !== b.at ? a.at > b.at : a.id > b.id);

const last = (said: readonly Message[]): Message | undefined =>
  said.reduce<Message | undefined>((best, one) => (best === undefined || outranks(one, best) ? one : best), undefined);

function attributesAt(all: readonly Message[], ts: number): Readonly<Record<string, JsonValue>> {
  const said = all.filter(({ at }) => at <= ts);
  const names = [...new Set(said.flatMap(({ attributes }) => Object.keys(attributes)))].sort();
  const values = names.map((name) => [name, last(said.filter(({ attributes }) => name in attributes))?.attributes[name] ?? null] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== null));
}

function isGoneAt(all: readonly Message[], ts: number): boolean {
  const said = all.filter(({ at }) => at <= ts);
  return [...new Set(said.map(({ key }) => key))].every((key) => last(said.filter((one) => one.key === key))?.gone === true);
}
