import type { Row } from '../read/row.ts';
import { maxArenaText, type TextArena } from './arena.ts';
import type { Folding } from './fold.ts';
import { type Built, buildMessage, type Folded, joinedId, maxMessageBytes, type MessageShape, tooLarge } from './message.ts';
import { addRow, type RowRanges } from './row-ranges.ts';

/** Estimates of the memory that an event takes while it is gathered, in bytes. */
const draftBytes = 400;
const foldingBytes = 56;
const rangeBytes = 32;

const foldings = ({ folds }: Folded): readonly Folding[] => folds.map((fold) => fold.gather());
const values = (all: readonly Folding[]) => all.map((folding) => folding.value());

/** The event of one group while its rows come in. */
export class Draft {
  private readonly shape: MessageShape;
  private readonly arena: TextArena;
  private readonly event: string;
  private readonly ownId: string | undefined;
  private readonly identifiers: readonly Folding[];
  private readonly traits: readonly Folding[];
  private readonly consents: readonly Folding[];
  private readonly properties: readonly Folding[];
  private readonly context: readonly Folding[];
  /** False where its rows do not make the event that they might also make. */
  isWanted: boolean;
  private readonly ranges: number[] = [];
  private readonly products: number[] = [];
  private moment: number | null = null;
  private productBytes = 0;
  private isTooLarge = false;

  /** Begins with the group's first row that is left, which names it; that row has to be added, too. */
  constructor(shape: MessageShape, arena: TextArena, event: string, group: string, firstRow: Row) {
    this.shape = shape;
    this.arena = arena;
    this.event = event;
    this.ownId = shape.messageIdColumns.length > 0 ? joinedId(shape, firstRow.cells) : group;
    this.identifiers = foldings(shape.identifiers);
    this.traits = foldings(shape.traits);
    this.consents = foldings(shape.consents);
    this.properties = foldings(shape.properties);
    this.context = foldings(shape.context);
    this.isWanted = shape.holds === undefined;
  }

  /** Whether its rows make another event in the first place. */
  get isAlso(): boolean {
    return this.shape.holds !== undefined;
  }

  get rows(): RowRanges {
    return this.ranges;
  }

  /** Estimate of the memory it takes beside the arena. */
  get bytes(): number {
    const { identifiers, traits, consents, properties, context, ranges, products } = this;
    return (
      draftBytes +
      (identifiers.length + traits.length + consents.length + properties.length + context.length) * foldingBytes +
      (ranges.length + products.length) * rangeBytes
    );
  }

  add({ number, cells }: Row): void {
    addRow(this.ranges, number);
    if (this.isTooLarge) return;
    for (const folding of this.identifiers) folding.add(cells);
    for (const folding of this.traits) folding.add(cells);
    for (const folding of this.consents) folding.add(cells);
    if (this.shape.holds === undefined || this.shape.holds(cells)) {
      this.isWanted = true;
      for (const folding of this.properties) folding.add(cells);
    }
    for (const folding of this.context) folding.add(cells);
    this.moment ??= this.shape.moment(cells);
    if (this.shape.product !== undefined) this.addProduct(this.shape.product(cells));
  }

  private addProduct(product: string): void {
    this.isTooLarge = product.length > maxArenaText / 3 && Buffer.byteLength(product) >= maxArenaText;
    // An order without a line has no product that is nothing.
    if (product === '{}') return;
    if (!this.isTooLarge) this.productBytes += this.arena.append(this.products, product, ',');
    this.isTooLarge ||= this.productBytes > maxMessageBytes;
  }

  finish(): Built {
    if (this.isTooLarge) return tooLarge;
    return buildMessage(this.shape, {
      event: this.event,
      ownId: this.ownId,
      firstRow: this.ranges[0] ?? 0,
      moment: this.moment,
      identifiers: values(this.identifiers),
      traits: values(this.traits),
      consents: values(this.consents),
      properties: values(this.properties),
      context: values(this.context),
      products: this.arena.read(this.products),
    });
  }
}

/** The event of a row that stands alone. */
export function buildOne(shape: MessageShape, event: string, { number, cells }: Row): Built {
  const once = ({ folds }: Folded) => folds.map((fold) => fold.once(cells));
  return buildMessage(shape, {
    event,
    ownId: shape.messageIdColumns.length > 0 ? joinedId(shape, cells) : undefined,
    firstRow: number,
    moment: shape.moment(cells),
    identifiers: once(shape.identifiers),
    traits: once(shape.traits),
    consents: once(shape.consents),
    properties: once(shape.properties),
    context: once(shape.context),
    products: productsOf(shape.product?.(cells)),
  });
}

const productsOf = (product: string | undefined): string => (product === undefined || product === '{}' ? '' : product);
