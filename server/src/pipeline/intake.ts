import { type CleanEntity, type CleanEvent, type CleanItem, type Dedupe, type EventHead, isEntity } from '#clean';
import { accountIn, EventLines } from '#profile';

/** What passed cleaning and repeats nothing. */
export interface Taken {
  readonly events: readonly EventHead[];
  /** A line an event, in their order, without the profile. */
  readonly lines: EventLines;
  /** What was said of products, shops and the like; few slices have any. */
  readonly entities: readonly CleanEntity[];
  /** What the events themselves say of accounts. */
  readonly accounts: readonly CleanEntity[];
}

const headOf = ({ properties: _properties, context: _context, columns: _columns, ...head }: CleanEvent): EventHead => head;

/** Gathers what passed cleaning. An event is written out as it comes; only its head is kept. */
export class Intake {
  readonly #lines = new EventLines();
  readonly #items: (EventHead | CleanEntity)[] = [];
  readonly #accounts: CleanEntity[] = [];

  add(item: CleanItem): void {
    if (isEntity(item)) {
      this.#items.push(item);
      return;
    }
    this.#lines.add(item);
    this.#items.push(headOf(item));
    const account = accountIn(item);
    if (account !== undefined) this.#accounts.push(account);
  }

  /** Leaves out what repeats an earlier message. */
  take(dedupe: Dedupe, onDuplicate: (item: Pick<CleanItem, 'origin' | 'index'>) => void): Taken {
    const isDuplicate = dedupe.findDuplicates(this.#items);
    const [events, entities, isKept]: [EventHead[], CleanEntity[], boolean[]] = [[], [], []];
    const kept = new Set<string>();
    this.#items.forEach((item, index) => {
      const isNew = isDuplicate[index] !== true;
      if (!isNew) onDuplicate(item);
      if (item.type === 'entity') {
        if (isNew) entities.push(item);
        return;
      }
      isKept.push(isNew);
      if (!isNew) return;
      events.push(item);
      if (item.type === 'group') kept.add(placeOf(item));
    });
    if (events.length < isKept.length) this.#lines.keep(isKept);
    return { events, entities, accounts: this.#accounts.filter((account) => kept.has(placeOf(account))), lines: this.#lines };
  }
}

const placeOf = ({ origin, index }: Pick<EventHead, 'origin' | 'index'>): string => `${origin.position}/${index}`;
