import type { Product } from './product.ts';

interface Counts {
  readonly accepted: number;
  readonly passed: number;
  readonly dropped: number;
  readonly parked: number;
  readonly lag: number;
}

export interface PipelineState extends Counts {
  readonly sources: readonly (Counts & { readonly name: string })[];
}

/** GET /pipeline, checked for shape. */
export async function pipelineState(product: Pick<Product, 'api'>): Promise<PipelineState> {
  const state = await product.api('GET', '/pipeline');
  if (!isState(state)) throw new Error(`GET /pipeline answered ${JSON.stringify(state)}`);
  return state;
}

const isState = (value: unknown): value is PipelineState =>
  typeof value === 'object' && value !== null && 'accepted' in value && typeof value.accepted === 'number' && 'lag' in value && typeof value.lag === 'number';

/** Waits until everything accepted can be queried, also through restarts; gives up when nothing moves for a minute. */
export async function untilDrained(product: Pick<Product, 'api'>, options: { everyMs?: number; atLeast?: number } = {}): Promise<PipelineState> {
  let [last, movedAt] = [-1, performance.now()];
  for (;;) {
    const state = await pipelineState(product).catch((error: unknown) => String(error));
    if (typeof state !== 'string' && state.lag === 0 && state.accepted >= (options.atLeast ?? 0)) return state;
    if (typeof state !== 'string' && state.lag !== last) [last, movedAt] = [state.lag, performance.now()];
    if (performance.now() - movedAt > 60_000) throw new Error(`the pipeline stands still: ${JSON.stringify(state)}`);
    await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? 200));
  }
}
