import type { CleanItem, CleanOutcome, EventHead, Origin, RawEvent } from '#clean';
import type { PostgresSession } from '#platform';
import { placeInLog } from '#kernel';
import { asksFor, type Look, type LookedEvent, lookedEvent } from './look.ts';

/** A look with what it may still show; refilled as time passes. */
export interface Allowance {
  readonly look: Look;
  left: number;
}

interface Gathered {
  readonly allowance: Allowance;
  readonly events: Map<string, LookedEvent>;
  leftOut: number;
}

const put = `
  INSERT INTO pipeline.looked (look, at, items, left_out)
  SELECT look, to_timestamp($2 / 1000.0), items::jsonb, left_out FROM unnest($1::text[], $3::text[], $4::bigint[]) AS n (look, items, left_out)`;

/** What the looks that are open now see of one slice: at most as much as each is allowed. The rest of the slice costs a few comparisons an event. */
export class SliceLook {
  readonly #gathered: readonly Gathered[];

  constructor(allowances: readonly Allowance[]) {
    this.#gathered = allowances.map((allowance) => ({ allowance, events: new Map(), leftOut: 0 }));
  }

  /** How cleaning ended an event. What passed may turn out to be a duplicate. */
  saw(origin: Origin, raw: RawEvent, outcome: CleanOutcome): void {
    for (const gathered of this.#gathered) {
      const { allowance, events } = gathered;
      const { look } = allowance;
      const item = outcome.kind === 'pass' ? outcome.value : undefined;
      const end = outcomeOf(outcome);
      if (!asksFor(look, origin, raw, item)) continue;
      const wanted = look.filter.outcome;
      // One that passed so far may be shown as dropped for being a duplicate; which it is, deduplication says.
      const isWanted = wanted === undefined || wanted === end.outcome;
      if (!isWanted && !(wanted === 'dropped' && end.outcome === 'passed')) continue;
      if (allowance.left < 1) {
        if (isWanted) gathered.leftOut++;
        continue;
      }
      // Not yet wanted: kept aside in case it is a duplicate, without using up what may be shown.
      if (isWanted) allowance.left--;
      else if (events.size >= mostAside) continue;
      events.set(placeInLog(origin.position, raw.index), lookedEvent(origin, raw, item, end, outcome.ruled));
    }
  }

  repeats({ origin, index }: Pick<CleanItem, 'origin' | 'index'>): void {
    for (const { events } of this.#gathered) {
      const seen = events.get(placeInLog(origin.position, index));
      if (seen === undefined) continue;
      seen.outcome = 'dropped';
      seen.reason = 'duplicate';
    }
  }

  /** Which profile each event went to. */
  belongs(events: readonly EventHead[], profileOf: readonly number[]): void {
    if (this.#gathered.every((gathered) => gathered.events.size === 0)) return;
    events.forEach(({ origin, index }, at) => {
      const place = placeInLog(origin.position, index);
      for (const gathered of this.#gathered) {
        const seen = gathered.events.get(place);
        if (seen !== undefined) seen.profile = profileOf[at] ?? null;
      }
    });
  }

  /** In the slice's transaction: what is shown has happened. */
  async publish(tx: PostgresSession, now: number): Promise<void> {
    const shown = this.#gathered
      .map(({ allowance, events, leftOut }) => ({
        look: allowance.look.id,
        leftOut,
        items: [...events.values()].filter(({ outcome }) => (allowance.look.filter.outcome ?? outcome) === outcome),
      }))
      .filter(({ items, leftOut }) => items.length > 0 || leftOut > 0);
    if (shown.length === 0) return;
    const texts = shown.map(({ items }) => JSON.stringify(items).replaceAll('\\u0000', '\\ufffd'));
    await tx.query(put, [shown.map(({ look }) => look), now, texts, shown.map(({ leftOut }) => leftOut)]);
  }
}

const mostAside = 200;

function outcomeOf(outcome: CleanOutcome): Pick<LookedEvent, 'outcome' | 'reason' | 'detail' | 'breaches'> {
  const { verdict } = outcome;
  return { ...endOf(outcome), ...(verdict === undefined || verdict.mode === 'observe' ? {} : { breaches: verdict.breaches }) };
}

function endOf(outcome: CleanOutcome): Pick<LookedEvent, 'outcome' | 'reason' | 'detail'> {
  switch (outcome.kind) {
    case 'pass':
      return { outcome: 'passed', reason: '', detail: '' };
    case 'drop':
      return { outcome: 'dropped', reason: outcome.reason, detail: '' };
    case 'park':
      return { outcome: 'parked', reason: outcome.reason, detail: outcome.detail };
  }
}
