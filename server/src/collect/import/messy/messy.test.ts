import { describe, expect, it } from 'vitest';
import { fileReader } from '../read/testing.ts';
import { expectedOf, importMessy } from './campaign.ts';
import { randomFrom } from '#kernel';
import { type CleanLine, dateText, faults, makeMessy } from './testing.ts';

const { folder, fileOf } = fileReader('messy');

/** Invoices of one to six lines, as a wholesaler of gifts has them. */
function cleanLines(count: number): readonly CleanLine[] {
  const roll = randomFrom(7);
  const lines: CleanLine[] = [];
  for (let invoice = 489_434; lines.length < count; invoice++) {
    const at = dateText(2010, 1 + Math.floor(roll() * 12), 1 + Math.floor(roll() * 28), Math.floor(roll() * 600));
    const customer = String(12_346 + Math.floor(roll() * 400));
    for (let left = 1 + Math.floor(roll() * 6); left > 0; left--) {
      const sku = String(20_000 + Math.floor(roll() * 900));
      lines.push({
        invoice: String(invoice),
        sku,
        description: ['PINK CHERRY LIGHTS', 'SAVE THE PLANET MUG', '"RECORD FRAME" 7"', 'JUMBO, BAG'][Number(sku) % 4] ?? '',
        quantity: 1 + Math.floor(roll() * 48),
        at,
        price: (1 + Math.floor(roll() * 2000)) / 100,
        customer,
        country: 'United Kingdom',
      });
    }
  }
  return lines;
}

describe('a messy file', () => {
  it('comes out with every planted fault found, mended or left out, and none invented', async () => {
    const clean = cleanLines(12_000);
    const { bytes, planted, truth, rows } = makeMessy(clean, 42);
    expect(Math.min(...faults.map((fault) => planted[fault] ?? 0))).toBeGreaterThan(20);
    const result = await importMessy(fileOf(bytes), folder);
    expect(result.found).toEqual(expectedOf(planted));
    expect([result.rows, result.lines, result.pence, result.invoices]).toEqual([rows, truth.lines, truth.pence, truth.invoices]);
    expect([...result.customers].filter((customer) => !clean.some((line) => line.customer === customer))).toEqual([]);
  });

  it('that is not messy loses nothing', async () => {
    const clean = cleanLines(2000);
    const { bytes, planted, truth } = makeMessy(clean, 42);
    const plain = Buffer.from(
      `${bytes.toString('latin1').split('\n', 1)[0]}\n${clean.map((line) => [line.invoice, line.sku, 'X', line.quantity, line.at, line.price, line.customer, line.country].join(',')).join('\n')}\n`,
    );
    const result = await importMessy(fileOf(plain), folder);
    expect([result.lines + (result.found['a copy of an earlier row'] ?? 0), Object.keys(result.found)]).toEqual([
      2000,
      (result.found['a copy of an earlier row'] ?? 0) > 0 ? ['a copy of an earlier row'] : [],
    ]);
    expect([truth.lines < 2000, (planted['copy'] ?? 0) > 0]).toEqual([true, true]);
  });
});
