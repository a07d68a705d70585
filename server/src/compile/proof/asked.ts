import type { AskedColumn } from '../columns.ts';
import type { EvaluationContext } from '../context.ts';
import type { Path, Selection } from '../rule.ts';
import type { DatedEvent } from './turn.ts';

/** One event that counts. */
export interface FoundEvent extends DatedEvent {
  readonly messageId: string;
}

/** Where the value of a trait, or a consent, comes from. */
export interface FoundOrigin {
  readonly value: string;
  readonly source: string;
  readonly ms: number;
  readonly messageId: string;
}

/** The answers to what was asked. */
export interface Answers {
  readonly row: Readonly<Record<string, unknown>>;
  /** By trait's path, and `consent purpose`. */
  readonly origins: ReadonlyMap<string, FoundOrigin>;
}

/** Collects what a proof must know of the profile; each question gives the way to its answer. */
export class Asked {
  readonly columns: Record<string, AskedColumn> = {};
  readonly traits = new Set<string>();
  readonly purposes = new Set<string>();
  readonly context: EvaluationContext;
  readonly #most: number;
  #count = 0;

  /** `most`: how many events of each condition. */
  constructor(context: EvaluationContext, most: number) {
    this.context = context;
    this.#most = most;
  }

  holds(column: Extract<AskedColumn, { readonly kind: 'rule' }>['rule']): (answers: Answers) => boolean {
    const name = this.#ask({ kind: 'rule', rule: column });
    return ({ row }) => row[name] === 1;
  }

  number(column: Extract<AskedColumn, { readonly kind: 'measure' | 'trait' | 'tag' }>): (answers: Answers) => number | null {
    const name = this.#ask(column);
    const read = column.kind === 'measure' ? name : `${name}_number`;
    return ({ row }) => numberOf(row[read]);
  }

  /** What is stored, as the exact text or the elements of a list. */
  stored(column: Extract<AskedColumn, { readonly kind: 'trait' | 'tag' }>): (answers: Answers) => string | readonly string[] | null {
    const name = this.#ask(column);
    return ({ row }) => {
      const [text, list] = [row[name], textsOf(row[`${name}_list`])];
      return typeof text === 'string' ? text : list.length > 0 ? list : null;
    };
  }

  /** The newest of the events that count; at least `atLeast` of them, if there are so many. */
  events(of: Selection, atLeast = 0): (answers: Answers) => readonly FoundEvent[] {
    const name = this.#ask({ kind: 'events', of, most: Math.min(Math.max(this.#most, atLeast), 10_000) });
    return ({ row }) => eventsOf(row[name]);
  }

  shown(events: readonly FoundEvent[]): readonly FoundEvent[] {
    return events.slice(0, this.#most);
  }

  traitOrigin(path: Path): (answers: Answers) => FoundOrigin | null {
    this.traits.add(path.text);
    if (!path.isList) this.traits.add(`${path.text}[]`);
    return ({ origins }) => origins.get(path.text) ?? origins.get(`${path.text}[]`) ?? null;
  }

  consentOrigin(purpose: string): (answers: Answers) => FoundOrigin | null {
    this.purposes.add(purpose);
    return ({ origins }) => origins.get(`consent ${purpose}`) ?? null;
  }

  #ask(column: AskedColumn): string {
    const name = `proof_${this.#count++}`;
    this.columns[name] = column;
    return name;
  }
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textsOf = (value: unknown): readonly string[] => listOf(value).filter((item) => typeof item === 'string');

const eventsOf = (value: unknown): readonly FoundEvent[] =>
  listOf(value).flatMap((item) => {
    const [ms, messageId, event] = listOf(item);
    return typeof messageId === 'string' && typeof event === 'string' ? [{ ms: Number(ms), messageId, event }] : [];
  });
