/** One row of the report: what was measured, against what, and whether it is good enough. */
export interface Figure {
  readonly name: string;
  readonly measured: Quantity;
  /** Measured in the same run on the same machine; absent where the goal is absolute. */
  readonly reference?: Quantity & { readonly what: string };
  /** measured ÷ reference. */
  readonly ratio?: number;
  readonly goals: readonly Goal[];
  readonly note?: string;
}

export interface Quantity {
  readonly value: number;
  readonly unit: string;
}

export interface Goal {
  readonly text: string;
  readonly isMet: boolean;
}

export const atLeast = (value: number, limit: number, unit: string): Goal => ({ text: `≥ ${show(limit)} ${unit}`.trim(), isMet: value >= limit });
export const atMost = (value: number, limit: number, unit: string): Goal => ({ text: `≤ ${show(limit)} ${unit}`.trim(), isMet: value <= limit });

/** Three significant digits, thousands separated: figures are compared by eye. */
export function show(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

export interface BenchOptions {
  /** Of the figures that work on a given number of events; each has its own default. */
  readonly events: number | undefined;
  readonly profiles: number | undefined;
  /** How often a measurement is repeated; the median counts. */
  readonly rounds: number;
  /** Small sizes, to see that a bench works; its figures mean nothing. */
  readonly isQuick: boolean;
  /** A data folder that is filled once, kept and measured again; a new one that is removed where there is none. Benches that fill for minutes take it. */
  readonly data: string | undefined;
  /** Only what is called so, of a bench that measures many things. */
  readonly only: readonly string[];
  say(text: string): void;
}

export interface Bench {
  readonly name: string;
  readonly about: string;
  run(options: BenchOptions): Promise<readonly Figure[]>;
}
