/** Brings a messy file in as the console would, and says what became of it. */
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { composeFrom, recogniseFile } from '../recognise/recognise.ts';
import { prepareImport, readMessages } from '../run/events.ts';
import { createTally } from '../run/tally.ts';

export interface CampaignResult {
  readonly rows: number;
  readonly lines: number;
  readonly pence: number;
  readonly invoices: number;
  readonly customers: ReadonlySet<string>;
  readonly found: Readonly<Record<string, number>>;
}

const at = Date.UTC(2024, 0, 1);

/** What the campaign asks of a message. */
const Made = Type.Object({
  properties: Type.Object({ revenue: Type.Number(), products: Type.Array(Type.Unknown()) }),
  identifiers: Type.Object({ customer_id: Type.String() }),
});
type Made = Type.Static<typeof Made>;
const made = Compile(Made);

function madeOf(message: string): Made {
  const found: unknown = JSON.parse(message);
  if (!made.Check(found)) throw new Error(`a message without money, lines or customer: ${message}`);
  return found;
}

/** `path`: a file of invoice lines; copies of lines count once, as people are asked. */
export async function importMessy(path: string, folder: string): Promise<CampaignResult> {
  const { basis, columns, kindOfTable } = await recogniseFile(path, { totalBytes: 1, at });
  const targets = columns.map(({ guess }) => guess.target);
  const { mapping } = composeFrom(basis, kindOfTable, targets, undefined, { duplicates: 'skip' });
  const reasons = new Map<string, number>();
  const count = (_row: number, said: string): void => {
    // Where the next quote stands decides what a quote that was never closed looks like.
    const reason = said === 'text follows a closing quote' ? 'a quote is opened and not closed' : said;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  };
  const sink = { add: count, reset: () => reasons.clear() };
  const tally = createTally({ rejected: sink, skipped: sink });
  const customers = new Set<string>();
  let [lines, pence, invoices] = [0, 0, 0];
  for await (const messages of readMessages(await prepareImport(path, mapping, { at, zone: 'Europe/London' }), { tally, folder, maxBytes: 2e8 })) {
    for (const { message } of messages) {
      const { properties, identifiers } = madeOf(message);
      invoices++;
      lines += properties.products.length;
      pence += Math.round(properties.revenue * 100);
      customers.add(identifiers.customer_id);
    }
  }
  return { rows: tally.rows, lines, pence, invoices, customers, found: { ...Object.fromEntries(reasons), ...Object.fromEntries(tally.noticed) } };
}

/** What has to be said of a file with these faults: each planted one by its reason, and no other. */
export function expectedOf(planted: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const of = (fault: string): number => planted[fault] ?? 0;
  const all: Record<string, number> = {
    'encoding:gb18030': of('gb18030'),
    'not valid text in this encoding': of('no text'),
    'the date can be read in two ways': of('two-way date'),
    'the timestamp cannot be read': of('no date'),
    'the time lies in the future': of('future'),
    'the time is too long ago to be true': of('long ago'),
    'a copy of an earlier row': of('copy'),
    'the heading again': of('heading'),
    'no number where one has to be': of('word for a number') + of('impossible number'),
    'price not above 0': of('negative price'),
    '5 cells where the header has 8': of('too few cells'),
    'a quote is opened and not closed': of('open quote'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
}
