/** A messy file made of a clean one, for tests: what was done to which line is known, so that a reader can be held to it. */
import { randomFrom } from '#kernel';
import { encoded } from '../read/testing.ts';

export interface CleanLine {
  readonly invoice: string;
  readonly sku: string;
  readonly description: string;
  readonly quantity: number;
  /** `2009-12-01 07:45:00` */
  readonly at: string;
  readonly price: number;
  readonly customer: string;
  readonly country: string;
}

/** Everything that is done to a line; `none`: it is written as it is. */
export const faults = [
  'gb18030',
  'no text',
  'other date',
  'two-way date',
  'no date',
  'future',
  'long ago',
  'copy',
  'heading',
  'dressed amount',
  'word for a number',
  'impossible number',
  'negative price',
  'too few cells',
  'open quote',
  'excel id',
  'blanks',
] as const;
type MessFault = (typeof faults)[number];

export interface MessyFile {
  readonly bytes: Buffer;
  /** How often each fault was planted. */
  readonly planted: Readonly<Record<string, number>>;
  /** What is left of the clean file when everything that cannot be mended is left out: lines, and what they add up to in pence. */
  readonly truth: { readonly lines: number; readonly pence: number; readonly invoices: number };
  readonly rows: number;
}

const heading = 'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country';

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const newline = Buffer.from('\n');
const two = (text: string): string => text.padStart(2, '0');

/** The same moment as other programs write it. */
function otherDate(at: string, roll: number): string {
  const [, year = '', month = '', day = '', time = ''] = /^(\d{4})-(\d{2})-(\d{2}) (.*)$/.exec(at) ?? [];
  const moment = Date.parse(`${at.replace(' ', 'T')}Z`);
  const forms = [
    `${year}年${Number(month)}月${Number(day)}日 ${time.slice(0, 5)}:00`,
    `${year}/${month}/${day} ${time}`,
    `${year}${month}${day}${time.replaceAll(':', '')}`,
    `${year}-${month}-${day}T${time}Z`,
    String(moment / 1000),
    String(moment / 86_400_000 + 25_569),
    // Only where the date itself shows which number is the day.
    ...(Number(day) > 12 ? [`${day}/${month}/${year} ${time}`, `${month}/${day}/${year} ${time}`] : []),
  ];
  return forms[Math.floor(roll * forms.length)] ?? at;
}

/**
 * Writes the lines with a fault in about every tenth, and counts what is planted. A row that is equal to an earlier one is a copy, also where the clean file has it twice: a reader cannot tell
 * them from ours.
 */
export function makeMessy(clean: readonly CleanLine[], seed: number): MessyFile {
  const roll = randomFrom(seed);
  const planted = new Map<MessFault, number>(faults.map((fault) => [fault, 0]));
  const pieces: Buffer[] = [Buffer.from(`${heading}\n`)];
  const written = new Set<string>();
  const truth = { lines: 0, pence: 0, invoices: new Set<string>() };
  let rows = 0;
  const write = (line: string, encoding?: 'gb18030'): void => {
    rows++;
    pieces.push(encoding === undefined ? Buffer.from(`${line}\n`) : encoded(`${line}\n`, encoding));
  };
  const keep = ({ quantity, price, invoice }: CleanLine): void => {
    truth.lines++;
    truth.pence += Math.round(quantity * price * 100);
    truth.invoices.add(invoice);
  };
  const plant = (fault: MessFault): void => {
    planted.set(fault, (planted.get(fault) ?? 0) + 1);
  };

  const unreadableHeading = (): void => {
    rows++;
    pieces.push(Buffer.from(heading), newline);
  };

  for (const line of clean) {
    const cells = [line.invoice, line.sku, line.description, String(line.quantity), line.at, String(line.price), line.customer, line.country];
    const text = cells.map(quoted).join(',');
    const fault = roll() < 0.1 ? faults[Math.floor(roll() * faults.length)] : undefined;
    const withCell = (index: number, value: string): string => cells.map((cell, at) => quoted(at === index ? value : cell)).join(',');
    /** A row that can be read: one that was written before is a copy, whatever else is wrong with it. */
    const readable = (row: string, isTrue: boolean, encoding?: 'gb18030'): void => {
      const isCopy = written.has(row);
      written.add(row);
      write(row, encoding);
      if (isCopy) plant('copy');
      if (encoding !== undefined && isCopy) plant('gb18030');
      if (!isCopy && fault !== undefined && fault !== 'copy') plant(fault);
      if (!isCopy && isTrue) keep(line);
    };
    const unreadable = (row: string | Buffer): void => {
      if (fault !== undefined) plant(fault);
      rows++;
      pieces.push(Buffer.from(row), newline);
    };
    switch (fault) {
      case undefined:
        readable(text, true);
        break;
      case 'gb18030':
        readable(withCell(2, `${line.description} 圣诞装饰品`), true, 'gb18030');
        break;
      case 'no text':
        unreadable(
          Buffer.concat([
            Buffer.from(`${line.invoice},${line.sku},`),
            Buffer.from([0xe5, 0x9c, 0xff, 0xfe]),
            Buffer.from(`,${cells.slice(3).map(quoted).join(',')}`),
          ]),
        );
        break;
      case 'other date':
        readable(withCell(4, otherDate(line.at, roll())), true);
        break;
      case 'two-way date':
        readable(withCell(4, '03/04/2010 10:00:00'), false);
        break;
      case 'no date':
        readable(withCell(4, ['2010-02-30 10:00:00', '昨天', '0000-00-00 00:00:00', '31/31/2010'][Math.floor(roll() * 4)] ?? '昨天'), false);
        break;
      case 'future':
        readable(withCell(4, `2099${line.at.slice(4)}`), false);
        break;
      case 'long ago':
        readable(withCell(4, `1910${line.at.slice(4)}`), false);
        break;
      case 'copy':
        readable(text, true);
        readable(text, true);
        break;
      case 'heading':
        if (!written.has(text)) {
          readable(text, true);
          unreadableHeading();
        } else readable(text, true);
        break;
      case 'dressed amount':
        readable(withCell(5, `£${line.price.toFixed(2)}`), true);
        break;
      case 'word for a number':
        readable(withCell(3, ['a dozen', 'n/a?', '十二'][Math.floor(roll() * 3)] ?? 'a dozen'), false);
        break;
      case 'impossible number':
        readable(withCell(3, '99999999999999'), false);
        break;
      case 'negative price':
        readable(withCell(5, '-11062.06'), false);
        break;
      case 'too few cells':
        unreadable(cells.slice(0, 5).map(quoted).join(','));
        break;
      case 'open quote':
        unreadable(`${line.invoice},${line.sku},"${line.description.replaceAll('"', '')},${cells.slice(3).map(quoted).join(',')}`);
        break;
      case 'excel id':
        readable(withCell(6, `${line.customer}.0`), true);
        break;
      case 'blanks':
        readable(withCell(3, `  ${line.quantity} `), true);
        break;
    }
  }
  const { lines, pence, invoices } = truth;
  return { bytes: Buffer.concat(pieces), planted: Object.fromEntries(planted), truth: { lines, pence, invoices: invoices.size }, rows };
}

export const dateText = (year: number, month: number, day: number, minute: number): string =>
  `${year}-${two(String(month))}-${two(String(day))} ${two(String(8 + Math.floor(minute / 60)))}:${two(String(minute % 60))}:00`;
